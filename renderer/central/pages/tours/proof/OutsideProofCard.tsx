import { Badge } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getOutsideProof } from '../../../../../core/api/tours.ts';
import type { TourProof } from '../../../../../core/tours/index.ts';
import { useRead } from '../../../api/use-api.ts';
import { Loaded } from '../../../components/Loaded.tsx';
import { useFormat } from '../../../hooks/use-format.ts';
import { ProofDetail } from './ProofDetail.tsx';
import { ProofHead } from './ProofHead.tsx';

interface Props {
  unitId: string;
  date: string;
  proof: TourProof;
  unitName: string;
}

/** What one car played on one day without a tour. */
export function OutsideProofCard({ unitId, date, proof, unitName }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isOpen, open] = useState(false);
  const firstMs = Math.min(...proof.clips.flatMap((clip) => clip.firstMs ?? []));
  const lastMs = Math.max(...proof.clips.flatMap((clip) => clip.lastMs ?? []));
  const [from, to] = [format.time(firstMs), format.time(lastMs)];
  const heard = proof.clips.reduce((sum, clip) => sum + clip.heard, 0);
  const areas = proof.areas.filter((area) => area.heard > 0).length;
  const day = format.dateLong(firstMs);
  return (
    <section className="wv-card" aria-label={`${unitName}, ${day}, ${t('tours.proof.outside')}`}>
      <ProofHead
        unitName={unitName}
        date={day}
        time={from === to ? from : `${from}–${to}`}
        badges={
          <>
            <Badge color="gray">{t('tours.proof.outside')}</Badge>
            {proof.inQuiet > 0 && (
              <Badge color="red">{t('tours.proof.inQuiet', { count: proof.inQuiet })}</Badge>
            )}
          </>
        }
        facts={[
          { label: t('tours.proof.heard'), value: format.number(heard) },
          { label: t('tours.proof.areas'), value: areas === 0 ? '–' : format.number(areas) },
          { label: t('tours.editor.stops'), value: '–' },
        ]}
        isOpen={isOpen}
        onToggle={() => open(!isOpen)}
      />
      {isOpen && <OutsideDetail unitId={unitId} date={date} />}
    </section>
  );
}

function OutsideDetail({ unitId, date }: { unitId: string; date: string }) {
  const query = useRead('tour-plays', getOutsideProof, { query: { unitId, date } });
  return (
    <div className="wv-proof-body">
      <Loaded query={query}>
        {(proven) => <ProofDetail id={`${unitId}.${date}`} plan={null} isOver {...proven} />}
      </Loaded>
    </div>
  );
}
