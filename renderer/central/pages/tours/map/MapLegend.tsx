import { useTranslation } from 'react-i18next';

const TONES = ['heard', 'planned', 'quiet'] as const;

/** What the colours of circles mean; `heard` only where a map shows what was driven. */
export function MapLegend({ isProof = false }: { isProof?: boolean }) {
  const { t } = useTranslation();
  return (
    <ul className="wv-map-legend">
      {TONES.filter((tone) => isProof || tone !== 'heard').map((tone) => (
        <li key={tone}>
          <i data-tone={tone} aria-hidden />
          {t(`tours.map.legend.${tone}`)}
        </li>
      ))}
    </ul>
  );
}
