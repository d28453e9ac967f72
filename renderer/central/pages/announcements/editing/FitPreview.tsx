import { Box, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getAsset, getMedia } from '../../../../../core/api/announcements.ts';
import { urlOf } from '../../../../../core/api/url.ts';
import type { AnnouncementContent, Asset } from '../../../../../core/model/catalogue.ts';
import { useRead } from '../../../api/use-api.ts';
import { PanelFrame } from '../../../components/PanelFrame.tsx';
import { useDirectory } from '../../../hooks/use-directory.ts';
import { NO_PANEL, panelSizes, sizeText } from './panel-sizes.ts';
import './FitPreview.css';

interface Props {
  content: AnnouncementContent;
}

/** The chosen file as it will lie on a panel of each size, before anything is rendered. */
export function FitPreview({ content }: Props) {
  const { t } = useTranslation();
  const sizes = panelSizes(content.areaIds, useDirectory());
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
          {asset.probe?.kind === 'video' ? (
            <FittedVideo key={asset.id} asset={asset} content={content} />
          ) : (
            <FittedImage asset={asset} content={content} />
          )}
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

function FittedImage({ asset, content }: { asset: Asset; content: AnnouncementContent }) {
  const page = asset.pagePosters[content.page - 1];
  const src = urlOf(getMedia, { params: { sha256: page ?? asset.sha256 ?? '' } });
  return (
    <>
      {content.fit === 'blur' && <img src={src} alt="" className="wv-fit-back" />}
      <img src={src} alt={asset.name} />
    </>
  );
}

/** Plays the chosen part over and over, silently. */
function FittedVideo({ asset, content }: { asset: Asset; content: AnnouncementContent }) {
  const src = urlOf(getMedia, { params: { sha256: asset.sha256 ?? '' } });
  const { inMs, outMs } = content.segment ?? { inMs: 0, outMs: asset.probe?.durationMs ?? 0 };
  const play = {
    src,
    muted: true,
    autoPlay: true,
    loop: true,
    playsInline: true,
    ref: (element: HTMLVideoElement | null) => stayInside(element, inMs / 1000, outMs / 1000),
    onTimeUpdate: (event: { currentTarget: HTMLVideoElement }) =>
      stayInside(event.currentTarget, inMs / 1000, outMs / 1000),
  };
  return (
    <>
      {content.fit === 'blur' && <video {...play} className="wv-fit-back" aria-hidden />}
      <video {...play} aria-label={asset.name} />
    </>
  );
}

function stayInside(element: HTMLVideoElement | null, fromS: number, untilS: number): void {
  if (element && (element.currentTime < fromS - 0.05 || element.currentTime >= untilS))
    element.currentTime = fromS;
}
