import { Button, Group, Select, Stack } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconDownload, IconRoute } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listUnits } from '../../../../../core/api/reports.ts';
import { getTourProofCsv, listTourProofs } from '../../../../../core/api/tours.ts';
import { urlOf } from '../../../../../core/api/url.ts';
import { addDays } from '../../../../ui/zone-time.ts';
import { useRead } from '../../../api/use-api.ts';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { Loaded } from '../../../components/Loaded.tsx';
import { useFormat } from '../../../hooks/use-format.ts';
import { currentLanguage } from '../../../i18n/index.ts';
import { useNowMs } from '../../../session/clock.ts';
import { useMay } from '../../../session/session.ts';
import { OutsideProofCard } from './OutsideProofCard.tsx';
import { TourProofCard } from './TourProofCard.tsx';

const DAYS_BACK = 6;

/** Tours planned against driven, and what was played beside them; the newest day first. */
export function ProofTab() {
  const { t } = useTranslation();
  const today = useFormat().isoDate(useNowMs(60_000));
  const [days, setDays] = useState<[string, string]>([addDays(today, -DAYS_BACK), today]);
  /** The first of two days, while the second is not chosen yet. */
  const [pending, setPending] = useState<string | null>(null);
  const [unitId, setUnit] = useState<string | null>(null);
  const units = useRead('mobile-units', listUnits, {}).data ?? [];
  const unitName = (id: string): string => units.find((unit) => unit.id === id)?.name ?? id;
  const [from, to] = days;
  const query = { from, to, ...(unitId === null ? {} : { unitId }) };
  const proofs = useRead('tour-plays', listTourProofs, { query }, { keepPrevious: true });
  const mayDownload = useMay(getTourProofCsv);
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="sm">
        <DatePickerInput
          type="range"
          label={t('reports.period')}
          valueFormat="D MMM YYYY"
          allowSingleDateInRange
          maxDate={addDays(today, 31)}
          w={250}
          value={pending === null ? days : [pending, null]}
          onChange={([first, last]) => {
            setPending(last === null ? first : null);
            if (first !== null && last !== null) setDays([first, last]);
          }}
        />
        <Select
          label={t('tours.proof.unit')}
          placeholder={t('tours.proof.allUnits')}
          clearable
          w={220}
          data={units.map(({ id, name }) => ({ value: id, label: name }))}
          value={unitId}
          onChange={setUnit}
        />
        {mayDownload && (
          <Button
            component="a"
            variant="default"
            href={urlOf(getTourProofCsv, { query: { ...query, language: currentLanguage() } })}
            download
            leftSection={<IconDownload size={17} />}
          >
            {t('tours.proof.csv')}
          </Button>
        )}
      </Group>
      <Loaded query={proofs}>
        {({ tours, outside }) =>
          tours.length + outside.length === 0 ? (
            <EmptyState icon={IconRoute} title={t('tours.proof.empty')}>
              {t('tours.proof.emptyHint')}
            </EmptyState>
          ) : (
            [
              ...tours.toReversed().map(({ tour, proof }) => ({
                date: tour.plan.date,
                card: (
                  <TourProofCard
                    key={tour.id}
                    tour={tour}
                    proof={proof}
                    unitName={unitName(tour.plan.unitId)}
                  />
                ),
              })),
              ...outside.map(({ unitId: id, date, proof }) => ({
                date,
                card: (
                  <OutsideProofCard
                    key={`${id}.${date}`}
                    unitId={id}
                    date={date}
                    proof={proof}
                    unitName={unitName(id)}
                  />
                ),
              })),
            ]
              .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
              .map(({ card }) => card)
          )
        }
      </Loaded>
    </Stack>
  );
}
