import { create } from 'qrcode';
import { useMemo } from 'react';

/** Modules of light around the code (ISO/IEC 18004 asks for four). */
const QUIET_ZONE = 4;

/** A link as a QR code, always dark on light: scanners need it that way. */
export function QrCode({ text, label, sizePx }: { text: string; label: string; sizePx: number }) {
  const { path, side } = useMemo(() => {
    const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
    const dark = Array.from(data).flatMap((bit, index) =>
      bit ? [`M${(index % size) + QUIET_ZONE} ${Math.floor(index / size) + QUIET_ZONE}h1v1h-1z`] : [],
    );
    return { path: dark.join(''), side: size + 2 * QUIET_ZONE };
  }, [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      width={sizePx}
      height={sizePx}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      style={{ maxWidth: '100%', height: 'auto' }}
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
