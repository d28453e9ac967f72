import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getMedia } from '../../../../core/api/announcements.ts';
import { urlOf } from '../../../../core/api/url.ts';
import type { Asset } from '../../../../core/model/catalogue.ts';
import { AssetPicture } from './AssetPicture.tsx';
import { StillPicture } from './StillPicture.tsx';
import './AssetPlayer.css';

/** The uploaded file itself: video and sound with controls, pictures as they are. */
export function AssetPlayer({ asset }: { asset: Asset }) {
  const { t } = useTranslation();
  const [isUnplayable, setUnplayable] = useState(false);
  if (!asset.sha256 || !asset.probe) return <AssetPicture asset={asset} />;
  const src = urlOf(getMedia, { params: { sha256: asset.sha256 } });
  const play = { className: 'wv-asset-player', src, controls: true, onError: () => setUnplayable(true) };
  if (asset.probe.kind === 'image' || isUnplayable)
    return (
      <div>
        <StillPicture asset={asset} alt={asset.name} className="wv-asset-player" />
        {isUnplayable && (
          <Text size="xs" c="dimmed" mt={4} role="status">
            {t('media.unplayable')}
          </Text>
        )}
      </div>
    );
  return asset.probe.kind === 'video' ? (
    <video {...play} playsInline preload="metadata" />
  ) : (
    <audio {...play} preload="metadata" />
  );
}
