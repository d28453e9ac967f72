import { Badge, Group, Text } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getTourProof } from '../../../../../core/api/tours.ts';
import type { Tour } from '../../../../../core/model/tour.ts';
import type { TourProof } from '../../../../../core/tours/index.ts';
import { fromLocal } from '../../../../ui/zone-time.ts';
import { useFormat } from '../../../hooks/use-format.ts';
import { useNowMs } from '../../../session/clock.ts';
import { useMay } from '../../../session/session.ts';
import { TourProofDetail } from './TourProofDetail.tsx';
import './proof.css';

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
  const mayOpen = useMay(getTourProof);
  const { plan } = tour;
  const startMs = fromLocal(format.timeZone, `${plan.date}T${plan.startLocal}`);
  const isOver = nowMs > fromLocal(format.timeZone, `${plan.date}T${plan.endLocal}`);
  const state = tour.state === 'planned' && isOver ? 'unheard' : tour.state;
  const heard = proof.clips.reduce((sum, clip) => sum + clip.heard, 0);
  const planned = proof.clips.reduce((sum, clip) => sum + clip.planned, 0);
  const inAreas = proof.areas.filter((area) => area.planned);
  const covered = inAreas.filter((area) => area.heard > 0).length;
  const reached = proof.stops.filter((stop) => stop.heard > 0).length;
  const facts = [
    [t('tours.proof.heard'), t('tours.proof.ofPlanned', { heard, planned }), heard < planned],
    [
      t('tours.proof.areas'),
      t('tours.proof.ofPlanned', { heard: covered, planned: inAreas.length }),
      covered < inAreas.length,
    ],
    [
      t('tours.editor.stops'),
      t('tours.proof.ofPlanned', { heard: reached, planned: proof.stops.length }),
      reached < proof.stops.length,
    ],
  ] as const;
  const date = format.dateLong(startMs);
  return (
    <section className="wv-card" aria-label={`${unitName}, ${date}`}>
      <button
        type="button"
        className="wv-proof-head"
        aria-expanded={isOpen}
        aria-label={t('tours.proof.open', { unit: unitName, date })}
        disabled={!mayOpen}
        onClick={() => open(!isOpen)}
      >
        {isOpen ? <IconChevronDown size={18} /> : <IconChevronRight size={18} />}
        <span className="wv-proof-name">
          <Group gap="xs">
            <Text component="span" fw={620}>
              {unitName}
            </Text>
            <Badge color={STATE_COLOR[state]}>{t(`tours.state.${state}`)}</Badge>
            {proof.inQuiet > 0 && (
              <Badge color="red">{t('tours.proof.inQuiet', { count: proof.inQuiet })}</Badge>
            )}
          </Group>
          <Text component="span" size="xs" c="dimmed" className="wv-num">
            {date} · {format.timeOfDay(plan.startLocal)}–{format.timeOfDay(plan.endLocal)}
          </Text>
        </span>
        {facts.map(([label, value, isShort]) => (
          <span key={label} className="wv-proof-fact wv-num" data-short={(isOver && isShort) || undefined}>
            <small>{label}</small>
            {value}
          </span>
        ))}
      </button>
      {isOpen && <TourProofDetail tourId={tour.id} />}
    </section>
  );
}
