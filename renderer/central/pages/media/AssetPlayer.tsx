import { getMedia } from '../../../../core/api/announcements.ts';
import { urlOf } from '../../../../core/api/url.ts';
import type { Asset } from '../../../../core/model/catalogue.ts';
import { AssetPicture } from './AssetPicture.tsx';
import './AssetPlayer.css';

/** The uploaded file itself: video and sound with controls, pictures as they are. */
export function AssetPlayer({ asset }: { asset: Asset }) {
  if (!asset.sha256 || !asset.probe) return <AssetPicture asset={asset} />;
  const src = urlOf(getMedia, { params: { sha256: asset.sha256 } });
  switch (asset.probe.kind) {
    case 'video':
      return <video className="wv-asset-player" src={src} controls playsInline preload="metadata" />;
    case 'audio':
      return <audio className="wv-asset-player" src={src} controls preload="metadata" />;
    case 'image':
      return <img className="wv-asset-player" src={src} alt={asset.name} />;
  }
}
