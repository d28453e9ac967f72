import { Group, Stack, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/Section.tsx';
import { TimeOfDayInput } from '../../components/TimeOfDayInput.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import type { ScreenFields } from './screen-fields.ts';

const USUAL_HOURS = { from: '05:00', to: '22:00' };

export function ScreenHoursFields({ values, set }: ScreenFields) {
  const { t } = useTranslation();
  const { zone } = useFormat();
  const hours = values.operatingHours;
  return (
    <Section title={t('settings.hours')} hint={zone}>
      <Stack gap="md">
        <Switch
          label={t('settings.hoursAlways')}
          checked={hours === null}
          onChange={(event) => set('operatingHours', event.currentTarget.checked ? null : USUAL_HOURS)}
        />
        {hours && (
          <Group gap="md">
            <TimeOfDayInput
              label={t('settings.hoursFrom')}
              value={hours.from}
              onChange={(from) => set('operatingHours', { ...hours, from })}
            />
            <TimeOfDayInput
              isEnd
              label={t('settings.hoursTo')}
              value={hours.to}
              onChange={(to) => set('operatingHours', { ...hours, to })}
            />
          </Group>
        )}
        <TextInput
          label={t('settings.legal')}
          placeholder={t('settings.legalPlaceholder')}
          maxLength={200}
          value={values.hoursLegalBasis}
          onChange={(event) => set('hoursLegalBasis', event.currentTarget.value)}
        />
        <TimeOfDayInput
          label={t('settings.dayStart')}
          description={t('settings.dayStartHint')}
          value={values.dayStartLocal}
          onChange={(dayStartLocal) => set('dayStartLocal', dayStartLocal)}
        />
      </Stack>
    </Section>
  );
}
