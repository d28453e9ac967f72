import {
  Chip,
  Group,
  Input,
  NumberInput,
  SegmentedControl,
  SimpleGrid,
  Stack,
  TextInput,
} from '@mantine/core';
import { DatePickerInput, DateTimePicker } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { Section } from '../../../components/Section.tsx';
import { useFormat } from '../../../hooks/use-format.ts';
import { MODES, WEEKDAYS, type Mode, type TimingForm } from '../recurrence.ts';
import { weekdayName } from '../recurrence-text.ts';
import { WindowsField } from './WindowsField.tsx';

interface Props {
  timing: TimingForm;
  onChange: (part: Partial<TimingForm>) => void;
}

const MINUTE_MS = 60_000;

/** The recurrence builder: simple rules by fields, every other as RRULE text. */
export function TimingSection({ timing, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { mode } = timing;
  const fromLabel = t(mode === 'once' ? 'entry.from' : 'entry.firstDay');
  return (
    <Section title={t('entry.when')} hint={format.zone}>
      <Stack gap="md">
        <SegmentedControl<Mode>
          size="xs"
          w="fit-content"
          maw="100%"
          aria-label={t('entry.mode')}
          value={mode}
          onChange={(next) => onChange({ mode: next, startLocal: `${timing.fromDay}T00:00:00` })}
          data={MODES.map((value) => ({ value, label: t(`entry.modes.${value}`) }))}
        />
        {mode === 'custom' ? (
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            <TextInput
              label={t('entry.customRule')}
              description={t('entry.customHint')}
              maxLength={500}
              ff="monospace"
              value={timing.rule}
              onChange={(event) => onChange({ rule: event.currentTarget.value })}
            />
            <NumberInput
              label={t('entry.length')}
              min={1}
              value={timing.durationMs / MINUTE_MS}
              onChange={(minutes) =>
                onChange({ durationMs: Math.max(1, Math.round(Number(minutes) || 1)) * MINUTE_MS })
              }
            />
            <DateTimePicker
              label={t('entry.startAt')}
              valueFormat="D MMM YYYY HH:mm"
              value={timing.startLocal.replace('T', ' ')}
              onChange={(local) =>
                local !== null &&
                onChange({ startLocal: local.replace(' ', 'T'), fromDay: local.slice(0, 10) })
              }
            />
          </SimpleGrid>
        ) : (
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            <DatePickerInput
              label={fromLabel}
              valueFormat="dddd, D MMM YYYY"
              value={timing.fromDay}
              onChange={(day) =>
                day !== null && onChange({ fromDay: day, toDay: timing.toDay < day ? day : timing.toDay })
              }
            />
            {mode === 'once' && (
              <DatePickerInput
                label={t('entry.to')}
                valueFormat="dddd, D MMM YYYY"
                minDate={timing.fromDay}
                value={timing.toDay}
                onChange={(day) => day !== null && onChange({ toDay: day })}
              />
            )}
            {mode === 'monthly' && (
              <NumberInput
                label={t('entry.monthDays')}
                min={1}
                max={31}
                value={timing.monthDay}
                onChange={(day) => onChange({ monthDay: Math.min(31, Math.max(1, Number(day) || 1)) })}
              />
            )}
          </SimpleGrid>
        )}
        {mode === 'weekly' && (
          <Input.Wrapper label={t('entry.weekdays')}>
            <Chip.Group
              multiple
              value={timing.weekdays}
              onChange={(days) => days.length > 0 && onChange({ weekdays: days })}
            >
              <Group gap={6} mt={4}>
                {WEEKDAYS.map((day) => (
                  <Chip key={day} value={day} size="sm">
                    {weekdayName(format.locale, day, 'short')}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
          </Input.Wrapper>
        )}
        <WindowsField windows={timing.windows} onChange={(windows) => onChange({ windows })} />
        {mode !== 'once' && (
          <DatePickerInput
            type="multiple"
            label={t('entry.except')}
            placeholder={t('common.optional')}
            clearable
            valueFormat="D MMM"
            value={timing.exceptDays}
            onChange={(exceptDays) => onChange({ exceptDays })}
          />
        )}
      </Stack>
    </Section>
  );
}
