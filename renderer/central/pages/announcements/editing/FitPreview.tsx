import { Box, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getAsset, getMedia } from '../../../../../core/api/announcements.ts';
import { urlOf } from '../../../../../core/api/url.ts';
import type { AnnouncementContent, Asset } from '../../../../../core/model/catalogue.ts';
import { pictureSizes, sizeText, type PictureSize } from '../../../../../core/model/picture-sizes.ts';
import { useRead } from '../../../api/use-api.ts';
import { PanelFrame } from '../../../components/PanelFrame.tsx';
import { useDirectory } from '../../../hooks/use-directory.ts';
import { StillPicture } from '../../media/StillPicture.tsx';
import './FitPreview.css';

/** Stands in while a city has no screen yet. */
const NO_PANEL: PictureSize = { widthPx: 1920, heightPx: 1080 };

interface Props {
  content: AnnouncementContent;
}

/** The chosen file as it will lie on a panel of each size, before anything is rendered. */
export function FitPreview({ content }: Props) {
  const { t } = useTranslation();
  const { screens, areas, groups } = useDirectory();
  const sizes = pictureSizes(content.areaIds, { screens: [...screens.values()], areas, groups });
  const [chosen, setChosen] = useState<string | null>(null);
  const { screenAssetId } = content;
  const asset = useRead(
    'assets',
    getAsset,
    { params: { id: screenAssetId ?? '' } },
    { enabled: screenAssetId !== null },
  ).data;
  const size = sizes.find((one) => sizeText(one) === chosen) ?? sizes[0] ?? NO_PANEL;
  if (asset?.state !== 'ready' || asset.probe?.kind === 'audio') return null;
  return (
    <Box>
      {sizes.length > 1 && (
        <SegmentedControl
          size="xs"
          mb={6}
          value={sizeText(size)}
          onChange={setChosen}
          data={sizes.map(sizeText)}
        />
      )}
      <PanelFrame {...size} label={t('preview.title')}>
        <div className="wv-fit" data-fit={content.fit}>
          <Fitted key={asset.id} asset={asset} content={content} />
        </div>
      </PanelFrame>
      <Text size="xs" c="dimmed" mt={4} className="wv-num">
        {sizeText(size)} px · {t(`form.fits.${content.fit}`)}
        {sizes.length === 0 && ` · ${t('fitPreview.noScreens')}`}
      </Text>
      <Text size="xs" c="dimmed">
        {t('fitPreview.hint')}
      </Text>
    </Box>
  );
}

/** Plays the chosen part of a video over and over, silently; a still where there is nothing to play. */
function Fitted({ asset, content }: { asset: Asset; content: AnnouncementContent }) {
  const [isUnplayable, setUnplayable] = useState(false);
  const layers = content.fit === 'blur' ? (['wv-fit-back', ''] as const) : ([''] as const);
  if (asset.probe?.kind !== 'video' || isUnplayable)
    return layers.map((className) => (
      <StillPicture
        key={className}
        asset={asset}
        page={content.page}
        className={className}
        alt={className === '' ? asset.name : ''}
      />
    ));
  const src = urlOf(getMedia, { params: { sha256: asset.sha256 ?? '' } });
  const { inMs, outMs } = content.segment ?? { inMs: 0, outMs: asset.probe.durationMs ?? 0 };
  const stay = (element: HTMLVideoElement | null) => stayInside(element, inMs / 1000, outMs / 1000);
  return layers.map((className) => (
    <video
      key={className}
      className={className}
      src={src}
      muted
      autoPlay
      loop
      playsInline
      aria-hidden={className !== ''}
      aria-label={asset.name}
      ref={stay}
      onTimeUpdate={(event) => stay(event.currentTarget)}
      onError={() => setUnplayable(true)}
    />
  ));
}

function stayInside(element: HTMLVideoElement | null, fromS: number, untilS: number): void {
  if (element && (element.currentTime < fromS - 0.05 || element.currentTime >= untilS))
    element.currentTime = fromS;
}
