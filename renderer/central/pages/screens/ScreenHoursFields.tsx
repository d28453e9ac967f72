import { Group, Stack, Switch, TextInput } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/Section.tsx';
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
            <TimeInput
              label={t('settings.hoursFrom')}
              value={hours.from}
              onChange={(event) =>
                event.currentTarget.value &&
                set('operatingHours', { ...hours, from: event.currentTarget.value })
              }
            />
            <TimeInput
              label={t('settings.hoursTo')}
              value={hours.to === '24:00' ? '00:00' : hours.to}
              onChange={(event) =>
                event.currentTarget.value &&
                set('operatingHours', {
                  ...hours,
                  to: event.currentTarget.value === '00:00' ? '24:00' : event.currentTarget.value,
                })
              }
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
        <TimeInput
          label={t('settings.dayStart')}
          description={t('settings.dayStartHint')}
          maw={320}
          value={values.dayStartLocal}
          onChange={(event) => event.currentTarget.value && set('dayStartLocal', event.currentTarget.value)}
        />
      </Stack>
    </Section>
  );
}
