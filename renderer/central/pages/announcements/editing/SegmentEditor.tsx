import { Button, Group, RangeSlider, Stack, Text } from '@mantine/core';
import { IconPhoto, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { getMedia } from '../../../../../core/api/announcements.ts';
import { urlOf } from '../../../../../core/api/url.ts';
import type { AnnouncementContent, Asset } from '../../../../../core/model/catalogue.ts';
import { frameMs as frameMsOf, snapToFrame, writeFrameTime } from './frame-time.ts';
import { FrameTimeInput } from './FrameTimeInput.tsx';
import { usePlayhead } from './use-playhead.ts';
import '../../media/AssetPlayer.css';

/** A segment lasts a second or more: `AnnouncementContent.segment`. */
const SHORTEST_MS = 1000;

interface Props {
  asset: Asset;
  segment: AnnouncementContent['segment'];
  onSegment: (segment: AnnouncementContent['segment']) => void;
  posterMs: number | null;
  onPoster: (posterMs: number | null) => void;
}

/** Chooses the part of a video that airs and the still that stands for it, to the frame. */
export function SegmentEditor({ asset, segment, onSegment, posterMs, onPoster }: Props) {
  const { t } = useTranslation();
  const playhead = usePlayhead();
  const lengthMs = asset.probe?.durationMs ?? 0;
  const rate = asset.probe?.video?.frameRate ?? null;
  const frameMs = frameMsOf(rate);
  const { inMs, outMs } = segment ?? { inMs: 0, outMs: lengthMs };
  const src = urlOf(getMedia, { params: { sha256: asset.sha256 ?? '' } });
  const snap = (atMs: number) => snapToFrame(atMs, rate, lengthMs);

  const change = (nextIn: number, nextOut: number) => {
    const isWhole = nextIn <= 0 && nextOut >= lengthMs;
    onSegment(isWhole ? null : { inMs: nextIn, outMs: nextOut });
  };
  const setIn = (atMs: number) => {
    const at = Math.min(snap(atMs), Math.max(0, outMs - SHORTEST_MS));
    change(at, outMs);
    playhead.seek(at);
  };
  const setOut = (atMs: number) => {
    const at = Math.max(snap(atMs), Math.min(lengthMs, inMs + SHORTEST_MS));
    change(inMs, at);
    playhead.seek(Math.max(inMs, at - frameMs));
  };

  return (
    <Stack gap="xs" role="group" aria-label={t('segment.title')}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={500}>
          {t('segment.title')}
        </Text>
        <Text size="xs" c="dimmed" className="wv-num">
          {segment === null
            ? t('segment.whole')
            : t('segment.length', { length: writeFrameTime(outMs - inMs) })}
        </Text>
      </Group>
      {playhead.isUnplayable ? (
        <Text size="sm" c="var(--wv-warn)" role="status">
          {t('segment.unplayable')}
        </Text>
      ) : (
        <video
          className="wv-asset-player"
          style={{ maxHeight: 300 }}
          src={src}
          playsInline
          preload="auto"
          aria-label={asset.name}
          {...playhead.listen(outMs)}
        />
      )}
      {lengthMs > SHORTEST_MS && (
        <RangeSlider
          aria-label={t('segment.range')}
          thumbFromLabel={t('segment.in')}
          thumbToLabel={t('segment.out')}
          min={0}
          max={lengthMs}
          step={1}
          minRange={SHORTEST_MS}
          label={writeFrameTime}
          value={[inMs, outMs]}
          onChange={([nextIn, nextOut]) => (nextIn !== inMs ? setIn(nextIn) : setOut(nextOut))}
        />
      )}
      <Group gap="sm" align="flex-end">
        <FrameTimeInput label={t('segment.in')} valueMs={inMs} frameMs={frameMs} onChange={setIn} />
        <FrameTimeInput label={t('segment.out')} valueMs={outMs} frameMs={frameMs} onChange={setOut} />
        {segment !== null && (
          <Button size="sm" variant="subtle" color="gray" onClick={() => onSegment(null)}>
            {t('segment.useWhole')}
          </Button>
        )}
      </Group>
      {!playhead.isUnplayable && (
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            leftSection={playhead.isPlaying ? <IconPlayerPause size={15} /> : <IconPlayerPlay size={15} />}
            onClick={() => playhead.toggle(inMs, outMs)}
          >
            {t(playhead.isPlaying ? 'segment.pause' : 'segment.play')}
          </Button>
          <Text size="xs" c="dimmed" className="wv-num" w={62} title={t('segment.playhead')}>
            {writeFrameTime(playhead.atMs)}
          </Text>
          <Button size="xs" variant="default" onClick={() => setIn(playhead.atMs)}>
            {t('segment.inHere')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setOut(playhead.atMs)}>
            {t('segment.outHere')}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPhoto size={15} />}
            onClick={() => onPoster(snap(playhead.atMs))}
          >
            {t('segment.posterHere')}
          </Button>
        </Group>
      )}
      <PosterLine src={src} posterMs={posterMs} onClear={() => onPoster(null)} />
    </Stack>
  );
}

/** The still as the browser cuts it out of the video, or the word that we choose one. */
function PosterLine({
  src,
  posterMs,
  onClear,
}: {
  src: string;
  posterMs: number | null;
  onClear: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Group gap="sm" wrap="nowrap">
      {posterMs !== null && (
        <video
          key={posterMs}
          src={`${src}#t=${posterMs / 1000}`}
          preload="metadata"
          muted
          playsInline
          aria-hidden
          style={{ width: 96, aspectRatio: '16 / 9', background: '#0b0e11', borderRadius: 6 }}
        />
      )}
      <div>
        <Text size="sm">
          {t('segment.poster')}:{' '}
          <span className="wv-num">
            {posterMs === null
              ? t('segment.posterAuto')
              : t('segment.posterAt', { at: writeFrameTime(posterMs) })}
          </span>
        </Text>
        <Text size="xs" c="dimmed">
          {t('segment.posterHint')}
        </Text>
        {posterMs !== null && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={onClear}>
            {t('segment.posterClear')}
          </Button>
        )}
      </div>
    </Group>
  );
}
