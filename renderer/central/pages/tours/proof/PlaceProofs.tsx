import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TourPlan } from '../../../../../core/model/tour.ts';
import type { ProvenPlay, TourProof } from '../../../../../core/tours/index.ts';
import { useDirectory } from '../../../hooks/use-directory.ts';
import { useFormat } from '../../../hooks/use-format.ts';

interface Props {
  plan: TourPlan | null;
  isOver: boolean;
  proof: TourProof;
  plays: readonly ProvenPlay[];
}

/** A position that is gone and left nothing but an area. */
const isForgotten = ({ position, placing, areaId }: ProvenPlay): boolean =>
  position === null && placing === null && areaId !== null;

/** Areas and stops: where it was heard, where it was not, and where nobody can say. */
export function PlaceProofs({ plan, isOver, proof, plays }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { areas } = useDirectory();
  const unknown = t(plays.some(isForgotten) ? 'tours.proof.forgotten' : 'tours.proof.placeUnknown');
  return (
    <>
      <div className="wv-proof-areas">
        <Title order={3} size="h6">
          {t('tours.proof.areas')}
        </Title>
        {proof.areas.length === 0 && (
          <Text size="sm" c="dimmed" mt={4}>
            {t('tours.proof.noAreas')}
          </Text>
        )}
        <ul>
          {proof.areas.map((area) => (
            <li key={area.areaId} {...standing(area, isOver && area.planned)}>
              <span>
                {areas.get(area.areaId)?.name ?? area.areaId}
                {plan !== null && !area.planned && <small> {t('tours.proof.unplanned')}</small>}
              </span>
              <span className="wv-num">
                {area.unknown
                  ? unknown
                  : area.heard > 0
                    ? t('tours.proof.times', { count: area.heard })
                    : t(isOver ? 'tours.proof.areaMissed' : 'tours.proof.notHeard')}
              </span>
            </li>
          ))}
        </ul>
      </div>
      {plan !== null && plan.stops.length > 0 && (
        <div className="wv-proof-areas">
          <Title order={3} size="h6">
            {t('tours.editor.stops')}
          </Title>
          <ul>
            {plan.stops.map(({ name, point }, index) => {
              const stop = proof.stops[index] ?? { heard: 0, firstMs: null, unknown: true };
              return (
                <li key={`stop-${index}`} {...standing(stop, isOver)}>
                  <span>
                    {index + 1}. {name}
                  </span>
                  <span className="wv-num">
                    {stop.firstMs !== null
                      ? t('tours.proof.stopReached', { at: format.time(stop.firstMs) })
                      : stop.unknown
                        ? point === null
                          ? t('tours.proof.offMap')
                          : unknown
                        : t(isOver ? 'tours.proof.stopMissed' : 'tours.proof.notHeard')}
                  </span>
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </>
  );
}

const standing = ({ heard, unknown }: { heard: number; unknown: boolean }, wasDue: boolean) => ({
  'data-unknown': (heard === 0 && (unknown || !wasDue)) || undefined,
  'data-missed': (wasDue && heard === 0 && !unknown) || undefined,
});
