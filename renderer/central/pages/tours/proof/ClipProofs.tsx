import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TourProof } from '../../../../../core/tours/index.ts';
import { useFormat } from '../../../hooks/use-format.ts';

/** Each clip: how often it was asked for, heard, cut and read. */
export function ClipProofs({
  proof,
  titles,
  isOver,
}: {
  proof: TourProof;
  titles: Readonly<Record<string, string>>;
  isOver: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const hasPlan = proof.clips.some(({ planned }) => planned > 0);
  return (
    <div className="wv-proof-areas">
      <Title order={3} size="h6">
        {t('tours.proof.clip')}
      </Title>
      <ul>
        {proof.clips.map(({ announcementId, planned, heard, cut, live, firstMs, lastMs }) => {
          const times = new Set(
            [firstMs, lastMs].flatMap((atMs) => (atMs === null ? [] : [format.time(atMs)])),
          );
          const asides = [
            hasPlan && planned === 0 ? t('tours.proof.unplanned') : '',
            live > 0 ? t('tours.proof.live', { count: live }) : '',
            cut > 0 ? t('tours.proof.cut', { count: cut }) : '',
            [...times].join('–'),
          ].filter((aside) => aside !== '');
          return (
            <li key={announcementId} data-missed={(isOver && planned > 0 && heard === 0) || undefined}>
              <span>
                {titles[announcementId] ?? announcementId}
                {asides.length > 0 && <small className="wv-num"> {asides.join(' · ')}</small>}
              </span>
              <span className="wv-num">
                {planned === 0
                  ? t('tours.proof.times', { count: heard })
                  : t('tours.proof.ofPlanned', { heard, planned })}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
