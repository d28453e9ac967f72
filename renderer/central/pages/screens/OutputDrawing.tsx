import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OutputRect, ZoneLayout } from '../../../../core/model/catalogue.ts';
import './OutputDrawing.css';

const DESKTOP = { widthPx: 1920, heightPx: 1080 };

/** Where on the desktop the panel's picture lies, with its zones. */
export function OutputDrawing({ output, zones }: { output: OutputRect; zones: readonly ZoneLayout[] }) {
  const { t } = useTranslation();
  const width = Math.max(DESKTOP.widthPx, output.x + output.widthPx);
  const height = Math.max(DESKTOP.heightPx, output.y + output.heightPx);
  return (
    <figure className="wv-output">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('settings.output')}>
        <rect className="wv-output-desk" width={DESKTOP.widthPx} height={DESKTOP.heightPx} rx="16" />
        {zones.map((zone) => (
          <rect
            key={zone.id}
            className={`wv-output-${zone.id}`}
            x={output.x + zone.x}
            y={output.y + zone.y}
            width={zone.widthPx}
            height={zone.heightPx}
          />
        ))}
        <rect
          className="wv-output-panel"
          x={output.x}
          y={output.y}
          width={output.widthPx}
          height={output.heightPx}
        />
      </svg>
      <Text component="figcaption" size="xs" c="dimmed" className="wv-num">
        {t('settings.desktop')} · {output.widthPx}×{output.heightPx} @ {output.x},{output.y}
      </Text>
    </figure>
  );
}
