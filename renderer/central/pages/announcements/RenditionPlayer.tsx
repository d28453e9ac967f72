import { getMedia } from '../../../../core/api/announcements.ts';
import { urlOf } from '../../../../core/api/url.ts';
import type { Rendition } from '../../../../core/model/catalogue.ts';
import { PanelFrame } from '../../components/PanelFrame.tsx';

/** One rendition at its panel's aspect ratio. */
export function RenditionPlayer({ rendition, title }: { rendition: Rendition; title: string }) {
  const src = urlOf(getMedia, { params: { sha256: rendition.sha256 } });
  return (
    <PanelFrame
      widthPx={rendition.widthPx ?? 16}
      heightPx={rendition.heightPx ?? 9}
      label={`${title} ${rendition.widthPx}×${rendition.heightPx}`}
    >
      {rendition.kind === 'video' ? (
        <video key={src} src={src} controls muted loop autoPlay playsInline />
      ) : (
        <img src={src} alt={title} />
      )}
    </PanelFrame>
  );
}
