import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getSoundPicture } from '../../../../core/api/sound.ts';
import { urlOf } from '../../../../core/api/url.ts';
import type { Asset } from '../../../../core/model/catalogue.ts';
import { SOUND_PICTURE } from '../../../../core/sound/index.ts';
import { useFormat } from '../../hooks/use-format.ts';
import './SoundPicture.css';

const { widthPx, heightPx, spectrum, loudness } = SOUND_PICTURE;
/** Frequencies and levels written beside the picture. */
const HERTZ = [100, 1000, 10_000] as const;
const LUFS = [-16, -23, -40] as const;
const TICKS = 5;

const ofHeight = (px: number) => `${(100 * px) / heightPx}%`;
/** Logarithmic, low at the bottom, as `SOUND_PICTURE` lays it out. */
const heightOfHertz = (hertz: number) =>
  spectrum.topPx +
  spectrum.heightPx * (1 - Math.log(hertz / spectrum.fromHz) / Math.log(spectrum.toHz / spectrum.fromHz));
const heightOfLufs = (lufs: number) =>
  loudness.topPx +
  loudness.heightPx * (1 - (lufs - loudness.fromLufs) / (loudness.toLufs - loudness.fromLufs));

/** How a recording looks: which tones when, and how loud; nothing for files without sound. */
export function SoundPicture({ asset }: { asset: Asset }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isMissing, setMissing] = useState(false);
  const durationMs = asset.probe?.durationMs ?? null;
  if (!asset.probe?.audio || durationMs === null || asset.state !== 'ready') return null;
  if (isMissing)
    return (
      <Text size="xs" c="dimmed">
        {t('soundPicture.none')}
      </Text>
    );
  return (
    <figure className="wv-sound" aria-label={t('soundPicture.title')}>
      <div className="wv-sound-scale wv-num" aria-hidden>
        {HERTZ.map((hertz) => (
          <span key={hertz} style={{ top: ofHeight(heightOfHertz(hertz)) }}>
            {hertz >= 1000 ? `${hertz / 1000}k` : hertz}
          </span>
        ))}
        {LUFS.map((lufs) => (
          <span key={lufs} data-lufs={lufs} style={{ top: ofHeight(heightOfLufs(lufs)) }}>
            {String(lufs).replace('-', '−')}
          </span>
        ))}
      </div>
      <img
        src={urlOf(getSoundPicture, { params: { id: asset.id } })}
        width={widthPx}
        height={heightPx}
        alt={t('soundPicture.alt')}
        onError={() => setMissing(true)}
      />
      <div className="wv-sound-time wv-num" aria-hidden>
        {Array.from({ length: TICKS }, (_, index) => (
          <span key={index}>{format.clock((durationMs * index) / (TICKS - 1))}</span>
        ))}
      </div>
      <figcaption>{t('soundPicture.hint')}</figcaption>
    </figure>
  );
}
