import { Button, Group, Select } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listAnnouncements } from '../../../../core/api/announcements.ts';
import { useRead } from '../../api/use-api.ts';
import { useDirectory } from '../../hooks/use-directory.ts';
import { PRESETS, type Period, type Preset } from './use-period.ts';

export interface ReportFilter {
  announcementId: string | null;
  screenId: string | null;
}

interface Props {
  period: Period;
  filter: ReportFilter;
  onChange: (filter: ReportFilter) => void;
}

/** Fields share the row and take a row each on phones. */
const FIELD = { flex: '1 1 220px' };
const presets = Object.keys(PRESETS) as Preset[];

export function ReportFilters({ period, filter, onChange }: Props) {
  const { t } = useTranslation();
  const { screens } = useDirectory();
  const announcements = useRead('announcements', listAnnouncements, {}).data ?? [];
  /** The first of two days, while the second is not chosen yet. */
  const [pending, setPending] = useState<string | null>(null);
  return (
    <Group gap="sm" align="flex-end">
      <DatePickerInput
        type="range"
        label={t('reports.period')}
        valueFormat="D MMM YYYY"
        allowSingleDateInRange
        style={FIELD}
        value={pending === null ? [period.from, period.to] : [pending, null]}
        onChange={([first, last]) => {
          setPending(last === null ? first : null);
          if (first !== null && last !== null) period.setDays(first, last);
        }}
      />
      <Button.Group>
        {presets.map((preset) => (
          <Button key={preset} variant="default" px="sm" onClick={() => period.usePreset(preset)}>
            {t(`reports.presets.${preset}`)}
          </Button>
        ))}
      </Button.Group>
      <Select
        style={FIELD}
        label={t('reports.announcement')}
        placeholder={t('reports.allAnnouncements')}
        clearable
        searchable
        data={announcements.map(({ id, content }) => ({ value: id, label: content.title }))}
        value={filter.announcementId}
        onChange={(announcementId) => onChange({ ...filter, announcementId })}
      />
      <Select
        style={FIELD}
        label={t('reports.screen')}
        placeholder={t('reports.allScreens')}
        clearable
        data={[...screens.values()].map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.screenId}
        onChange={(screenId) => onChange({ ...filter, screenId })}
      />
    </Group>
  );
}
