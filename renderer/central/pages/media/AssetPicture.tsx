import { IconFileMusic, IconFileOff, IconPhoto, IconVideo } from '@tabler/icons-react';
import { getMedia } from '../../../../core/api/announcements.ts';
import { urlOf } from '../../../../core/api/url.ts';
import type { Asset } from '../../../../core/model/catalogue.ts';
import './AssetPicture.css';

const ICON = { video: IconVideo, image: IconPhoto, audio: IconFileMusic };

/** The poster of an upload, or the sign of its kind. */
export function AssetPicture({ asset }: { asset: Asset }) {
  const Icon = asset.state === 'rejected' ? IconFileOff : ICON[asset.probe?.kind ?? 'image'];
  return (
    <div className="wv-asset-picture">
      {asset.posterSha256 ? (
        <img src={urlOf(getMedia, { params: { sha256: asset.posterSha256 } })} alt="" loading="lazy" />
      ) : (
        <Icon size={34} stroke={1.3} aria-hidden />
      )}
    </div>
  );
}
