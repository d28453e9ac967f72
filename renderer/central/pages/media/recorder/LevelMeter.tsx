import { Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './LevelMeter.css';

/** Quietest level the meter shows. */
const FLOOR_DBFS = -60;
/** Speech whose peaks stay below this is lost in the room’s noise; above the other it is clipped. */
const FAINT_DBFS = -30;
const CLIPPED_DBFS = -1;
const TELL_EVERY_MS = 300;
/** Time a speaker has before being told that nothing is heard. */
const PATIENCE_MS = 2500;

type Verdict = 'good' | 'faint' | 'clipped';

const dbfs = (peak: number) => Math.max(FLOOR_DBFS, 20 * Math.log10(Math.max(peak, 1e-6)));

/** How loud the microphone is right now, and whether that is too little or too much. */
export function LevelMeter({ stream }: { stream: MediaStream }) {
  const { t } = useTranslation();
  const bar = useRef<HTMLElement>(null);
  const [verdict, setVerdict] = useState<Verdict>('good');
  const [level, setLevel] = useState(FLOOR_DBFS);

  useEffect(() => {
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 2048 });
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const startedAtMs = performance.now();
    let loudest = FLOOR_DBFS;
    let toldAtMs = startedAtMs;
    let frame = 0;
    const look = (nowMs: number) => {
      analyser.getFloatTimeDomainData(samples);
      const now = dbfs(samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0));
      loudest = Math.max(loudest, now);
      bar.current?.style.setProperty('width', `${100 * (1 - now / FLOOR_DBFS)}%`);
      if (nowMs - toldAtMs > TELL_EVERY_MS) {
        setLevel(Math.round(loudest));
        if (loudest >= CLIPPED_DBFS) setVerdict('clipped');
        else if (loudest >= FAINT_DBFS) setVerdict('good');
        else if (nowMs - startedAtMs > PATIENCE_MS) setVerdict('faint');
        toldAtMs = nowMs;
        loudest = FLOOR_DBFS;
      }
      frame = requestAnimationFrame(look);
    };
    frame = requestAnimationFrame(look);
    return () => {
      cancelAnimationFrame(frame);
      void context.close();
    };
  }, [stream]);

  return (
    <div>
      <div
        className="wv-level"
        role="meter"
        aria-label={t('recorder.level')}
        aria-valuemin={FLOOR_DBFS}
        aria-valuemax={0}
        aria-valuenow={level}
        data-verdict={verdict}
      >
        <i ref={bar} />
      </div>
      <Text size="xs" mt={4} c={verdict === 'good' ? 'dimmed' : 'var(--wv-warn)'} role="status">
        {t(`recorder.verdict.${verdict}`)}
      </Text>
    </div>
  );
}
