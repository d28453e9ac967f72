import { Badge } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getTourProof } from '../../../../../core/api/tours.ts';
import type { Tour } from '../../../../../core/model/tour.ts';
import type { TourProof } from '../../../../../core/tours/index.ts';
import { fromLocal } from '../../../../ui/zone-time.ts';
import { useRead } from '../../../api/use-api.ts';
import { Loaded } from '../../../components/Loaded.tsx';
import { useFormat } from '../../../hooks/use-format.ts';
import { useNowMs } from '../../../session/clock.ts';
import { ProofDetail } from './ProofDetail.tsx';
import { ProofHead, type ProofFact } from './ProofHead.tsx';

interface Props {
  tour: Tour;
  proof: TourProof;
  unitName: string;
}

const STATE_COLOR = {
  planned: 'petrol',
  driving: 'green',
  done: 'green',
  cancelled: 'gray',
  unheard: 'orange',
};

/** One tour in a line, its plays and map behind it. */
export function TourProofCard({ tour, proof, unitName }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNowMs(60_000);
  const [isOpen, open] = useState(false);
  const { plan } = tour;
  const startMs = fromLocal(format.timeZone, `${plan.date}T${plan.startLocal}`);
  const isOver = nowMs > fromLocal(format.timeZone, `${plan.date}T${plan.endLocal}`);
  const state = tour.state === 'planned' && isOver ? 'unheard' : tour.state;
  const heard = proof.clips.reduce((sum, clip) => sum + clip.heard, 0);
  const planned = proof.clips.reduce((sum, clip) => sum + clip.planned, 0);
  const covered = (label: string, places: readonly { heard: number; unknown: boolean }[]): ProofFact => {
    const reached = places.filter((place) => place.heard > 0).length;
    const unknown = places.filter((place) => place.unknown).length;
    if (places.length === 0) return { label, value: '–' };
    if (unknown === places.length) return { label, value: t('tours.proof.unknown'), isUnknown: true };
    return {
      label,
      value: t('tours.proof.ofPlanned', { heard: reached, planned: places.length }),
      isShort: isOver && reached + unknown < places.length,
    };
  };
  const facts: ProofFact[] = [
    {
      label: t('tours.proof.heard'),
      value: t('tours.proof.ofPlanned', { heard, planned }),
      isShort: isOver && heard < planned,
    },
    covered(
      t('tours.proof.areas'),
      proof.areas.filter((area) => area.planned),
    ),
    covered(t('tours.editor.stops'), proof.stops),
  ];
  const date = format.dateLong(startMs);
  return (
    <section className="wv-card" aria-label={`${unitName}, ${date}`}>
      <ProofHead
        unitName={unitName}
        date={date}
        time={`${format.timeOfDay(plan.startLocal)}–${format.timeOfDay(plan.endLocal)}`}
        badges={
          <>
            <Badge color={STATE_COLOR[state]}>{t(`tours.state.${state}`)}</Badge>
            {proof.inQuiet > 0 && (
              <Badge color="red">{t('tours.proof.inQuiet', { count: proof.inQuiet })}</Badge>
            )}
          </>
        }
        facts={facts}
        isOpen={isOpen}
        onToggle={() => open(!isOpen)}
      />
      {isOpen && <TourDetail tourId={tour.id} isOver={isOver} />}
    </section>
  );
}

function TourDetail({ tourId, isOver }: { tourId: string; isOver: boolean }) {
  const query = useRead('tour-plays', getTourProof, { params: { id: tourId } });
  return (
    <div className="wv-proof-body">
      <Loaded query={query}>
        {({ tour, ...proven }) => <ProofDetail id={tour.id} plan={tour.plan} isOver={isOver} {...proven} />}
      </Loaded>
    </div>
  );
}
