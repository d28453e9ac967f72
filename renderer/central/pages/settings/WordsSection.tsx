import { NumberInput, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/Section.tsx';
import type { CityFields } from './city-fields.ts';

export function WordsSection({ values, set }: CityFields) {
  const { t } = useTranslation();
  return (
    <Section title={t('city.words')}>
      <Stack gap="md">
        <TextInput
          label={t('city.unitLabel')}
          description={t('city.unitLabelHint')}
          maxLength={40}
          required
          value={values.unitLabel}
          onChange={(event) => set('unitLabel', event.currentTarget.value)}
        />
        <NumberInput
          label={t('city.maxDuration')}
          description={t('city.maxDurationHint')}
          suffix={` ${t('city.secondsSuffix')}`}
          min={10}
          max={300}
          maw={280}
          allowDecimal={false}
          value={values.maxDurationMs / 1000}
          onChange={(seconds) => set('maxDurationMs', Number(seconds) * 1000)}
        />
        <NumberInput
          label={t('city.gap')}
          description={t('city.gapHint')}
          suffix={` ${t('city.secondsSuffix')}`}
          min={0}
          max={60}
          maw={280}
          allowDecimal={false}
          value={values.clipGapMs / 1000}
          onChange={(seconds) => set('clipGapMs', Number(seconds) * 1000)}
        />
        <NumberInput
          label={t('city.positionKept')}
          description={t('city.positionKeptHint')}
          suffix={` ${t('city.daysSuffix')}`}
          min={1}
          max={365}
          maw={280}
          allowDecimal={false}
          value={values.positionKeptDays}
          onChange={(days) => set('positionKeptDays', Number(days))}
        />
      </Stack>
    </Section>
  );
}
