import { useState } from 'react';
import { getMedia } from '../../../../core/api/announcements.ts';
import { urlOf } from '../../../../core/api/url.ts';
import type { Asset } from '../../../../core/model/catalogue.ts';

interface Props {
  asset: Asset;
  /** Of a document, from 1. */
  page?: number;
  alt: string;
  className?: string;
}

/** An upload as a still: a page of a document, the picture itself, or its poster where a browser cannot open it. */
export function StillPicture({ asset, page = 1, alt, className }: Props) {
  const [failed, setFailed] = useState<string | null>(null);
  const isPicture = asset.probe?.kind === 'image';
  const wanted = asset.pagePosters[page - 1] ?? (isPicture ? asset.sha256 : asset.posterSha256);
  const sha256 = wanted === failed ? asset.posterSha256 : wanted;
  if (sha256 === null) return null;
  return (
    <img
      src={urlOf(getMedia, { params: { sha256 } })}
      alt={alt}
      className={className}
      onError={() => setFailed(wanted)}
    />
  );
}
