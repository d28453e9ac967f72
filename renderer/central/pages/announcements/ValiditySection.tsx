import { MultiSelect, SimpleGrid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { listAreas } from '../../../../core/api/people.ts';
import { useRead } from '../../api/use-api.ts';
import { InstantInput } from '../../components/InstantInput.tsx';
import { Section } from '../../components/Section.tsx';
import type { ContentFields } from './content-fields.ts';

export function ValiditySection({ values, set }: ContentFields) {
  const { t } = useTranslation();
  const areas = useRead('areas', listAreas, {}).data ?? [];
  return (
    <Section title={t('form.where')}>
      <Stack gap="md">
        <MultiSelect
          label={t('form.areas')}
          description={t('form.areasHint')}
          searchable
          clearable
          data={areas.map((area) => ({ value: area.id, label: area.name }))}
          value={values.areaIds}
          onChange={(areaIds) => set('areaIds', areaIds)}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <InstantInput
            label={t('form.from')}
            valueMs={values.validFromMs}
            onChange={(validFromMs) => set('validFromMs', validFromMs)}
          />
          <InstantInput
            label={t('form.until')}
            valueMs={values.validUntilMs}
            error={values.validUntilMs <= values.validFromMs ? t('form.untilBeforeFrom') : null}
            onChange={(validUntilMs) => set('validUntilMs', validUntilMs)}
          />
        </SimpleGrid>
      </Stack>
    </Section>
  );
}
