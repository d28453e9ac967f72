import { Badge, Box, Group, Text } from '@mantine/core';
import { IconCalendarPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { listEntries } from '../../../../core/api/schedule.ts';
import { useRead } from '../../api/use-api.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { entryState, ENTRY_STATE_COLOR } from './entry-state.ts';
import { timingText } from './recurrence-text.ts';
import { useEntryNames } from './use-entry-names.ts';

export function EntryList() {
  const { t } = useTranslation();
  const format = useFormat();
  const names = useEntryNames();
  const entries = useRead('schedule', listEntries, {});
  return (
    <Loaded query={entries}>
      {(list) =>
        list.length === 0 ? (
          <EmptyState icon={IconCalendarPlus} title={t('schedule.empty')}>
            {t('schedule.emptyHint')}
          </EmptyState>
        ) : (
          <Box className="wv-card">
            <DataTable
              label={t('schedule.tabs.entries')}
              rows={[...list].sort((a, b) => b.plan.rules.priority - a.plan.rules.priority)}
              rowKey={(row) => row.id}
              columns={[
                {
                  key: 'source',
                  label: t('schedule.columns.source'),
                  heading: true,
                  render: ({ id, plan }) => (
                    <Link to={`/schedule/${id}`} className="wv-row-link">
                      <Text size="sm" fw={600}>
                        {names.nameOfSource(plan.source)}
                      </Text>
                      <Text size="xs" c="dimmed">
                        {t(`zone.${plan.zone}`)}
                      </Text>
                    </Link>
                  ),
                },
                {
                  key: 'target',
                  label: t('schedule.columns.target'),
                  render: ({ plan }) => names.nameOfTarget(plan.target),
                },
                {
                  key: 'when',
                  label: t('schedule.columns.when'),
                  render: ({ plan }) => timingText(t, format, plan.timing),
                },
                {
                  key: 'rules',
                  label: t('schedule.columns.rules'),
                  render: ({ plan: { rules } }) => (
                    <Group gap={6}>
                      <Badge color="gray">{t('schedule.priority', { priority: rules.priority })}</Badge>
                      {rules.sharePercent !== null && (
                        <Badge color="gray">
                          {t('schedule.share', { percent: format.number(rules.sharePercent) })}
                        </Badge>
                      )}
                    </Group>
                  ),
                },
                {
                  key: 'state',
                  label: t('schedule.columns.state'),
                  render: (row) => {
                    const state = entryState(row);
                    return (
                      <Badge color={ENTRY_STATE_COLOR[state]}>{t(`schedule.entryState.${state}`)}</Badge>
                    );
                  },
                },
              ]}
            />
          </Box>
        )
      }
    </Loaded>
  );
}
