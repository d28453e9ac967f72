import type { ReactNode } from 'react';
import './PanelFrame.css';

interface Props {
  widthPx: number;
  heightPx: number;
  children: ReactNode;
  label?: string;
}

/** A panel drawn at its own aspect ratio, in a dark bezel; very flat or tall panels keep inside it. */
export function PanelFrame({ widthPx, heightPx, children, label }: Props) {
  return (
    <div className="wv-panel" role="group" aria-label={label}>
      <div style={{ aspectRatio: `${widthPx} / ${heightPx}` }}>{children}</div>
    </div>
  );
}
