import { ActionIcon, Button, Group } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { addDays } from '../../../ui/zone-time.ts';

interface Props {
  day: string;
  today: string;
  onChange: (day: string) => void;
}

export function DayNavigation({ day, today, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Group gap={6} wrap="nowrap">
      <ActionIcon
        variant="default"
        size="input-sm"
        aria-label={t('schedule.previousDay')}
        onClick={() => onChange(addDays(day, -1))}
      >
        <IconChevronLeft size={17} />
      </ActionIcon>
      <DatePickerInput
        aria-label={t('entry.previewDay')}
        valueFormat="ddd, D MMM YYYY"
        value={day}
        onChange={(value) => value !== null && onChange(value)}
        w={168}
      />
      <ActionIcon
        variant="default"
        size="input-sm"
        aria-label={t('schedule.nextDay')}
        onClick={() => onChange(addDays(day, 1))}
      >
        <IconChevronRight size={17} />
      </ActionIcon>
      {day !== today && (
        <Button variant="subtle" size="compact-sm" onClick={() => onChange(today)}>
          {t('schedule.today')}
        </Button>
      )}
    </Group>
  );
}
