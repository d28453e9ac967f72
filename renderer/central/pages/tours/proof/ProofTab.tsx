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
import { TourProofCard } from './TourProofCard.tsx';

const DAYS_BACK = 6;

/** Tours planned against driven, newest first. */
export function ProofTab() {
  const { t } = useTranslation();
  const today = useFormat().isoDate(useNowMs(60_000));
  const [days, setDays] = useState<[string, string]>([addDays(today, -DAYS_BACK), today]);
  /** The first of two days, while the second is not chosen yet. */
  const [pending, setPending] = useState<string | null>(null);
  const [unitId, setUnit] = useState<string | null>(null);
  const units = useRead('mobile-units', listUnits, {}).data ?? [];
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
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={IconRoute} title={t('tours.proof.empty')}>
              {t('tours.proof.emptyHint')}
            </EmptyState>
          ) : (
            rows
              .toReversed()
              .map(({ tour, proof }) => (
                <TourProofCard
                  key={tour.id}
                  tour={tour}
                  proof={proof}
                  unitName={units.find(({ id }) => id === tour.plan.unitId)?.name ?? ''}
                />
              ))
          )
        }
      </Loaded>
    </Stack>
  );
}
