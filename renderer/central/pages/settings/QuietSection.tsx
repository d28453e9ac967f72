import { Chip, Group, NumberInput, Stack, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Prayer, PRAYERS, type QuietRules } from '../../../../core/model/city-settings.ts';
import { Section } from '../../components/Section.tsx';
import { TimeOfDayInput } from '../../components/TimeOfDayInput.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { wholePlace } from '../screens/brightness-form.ts';
import type { CityFields } from './city-fields.ts';
import { QuietToday } from './QuietToday.tsx';
import { SilencesField } from './SilencesField.tsx';

const USUAL_NIGHT = { from: '21:00', until: '06:00' };
const MARGINS = [
  ['beforePrayerMin', 'before', 60],
  ['afterPrayerMin', 'after', 120],
  ['afterFridayMin', 'afterFriday', 180],
] as const;

export function QuietSection({ values, set }: CityFields) {
  const { t } = useTranslation();
  const { zone } = useFormat();
  const { quiet } = values;
  const change = (part: Partial<QuietRules>) => set('quiet', { ...quiet, ...part });
  return (
    <Section title={t('city.quiet')} hint={`${t('city.quietHint')} ${zone}`}>
      <Stack gap="md">
        <Switch
          label={t('city.night')}
          checked={quiet.night !== null}
          onChange={(event) => change({ night: event.currentTarget.checked ? USUAL_NIGHT : null })}
        />
        {quiet.night && (
          <Group gap="md">
            <TimeOfDayInput
              label={t('city.nightFrom')}
              value={quiet.night.from}
              onChange={(from) => change({ night: { ...(quiet.night ?? USUAL_NIGHT), from } })}
            />
            <TimeOfDayInput
              isEnd
              label={t('city.nightUntil')}
              value={quiet.night.until}
              onChange={(until) => change({ night: { ...(quiet.night ?? USUAL_NIGHT), until } })}
            />
          </Group>
        )}
        <div>
          <Text size="sm" fw={500} mb={6}>
            {t('city.prayers')}
          </Text>
          <Chip.Group
            multiple
            value={quiet.prayers}
            onChange={(chosen) =>
              change({ prayers: Prayer.options.filter((prayer) => chosen.includes(prayer)) })
            }
          >
            <Group gap={6}>
              {PRAYERS.map((prayer) => (
                <Chip key={prayer} value={prayer} size="sm">
                  {t(`city.prayer.${prayer}`)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </div>
        {quiet.prayers.length > 0 && (
          <Group gap="md">
            {MARGINS.map(([field, key, max]) => (
              <NumberInput
                key={field}
                label={t(`city.${key}`)}
                w={148}
                min={0}
                max={max}
                allowDecimal={false}
                value={quiet[field]}
                onChange={(minutes) => change({ [field]: Number(minutes) })}
              />
            ))}
          </Group>
        )}
        <SilencesField silences={quiet.silences} onChange={(silences) => change({ silences })} />
        <QuietToday rules={quiet} location={wholePlace(values.location)} />
      </Stack>
    </Section>
  );
}
