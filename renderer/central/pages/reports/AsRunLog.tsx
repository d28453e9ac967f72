import { Badge, Box, Button, Group, Stack, Text } from '@mantine/core';
import { IconDownload, IconListDetails } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QueryOf } from '../../../../core/api/contract.ts';
import { getAsRun, getAsRunCsv } from '../../../../core/api/reports.ts';
import { urlOf } from '../../../../core/api/url.ts';
import { useRead } from '../../api/use-api.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { useDirectory } from '../../hooks/use-directory.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { currentLanguage } from '../../i18n/index.ts';

/** What screens really showed, play by play. */
export function AsRunLog({ query }: { query: QueryOf<typeof getAsRun> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { screens } = useDirectory();
  const plays = useRead('plays', getAsRun, { query }, { keepPrevious: true });
  return (
    <Loaded query={plays}>
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState icon={IconListDetails} title={t('reports.empty')}>
            {t('reports.emptyHint')}
          </EmptyState>
        ) : (
          <Stack gap="md">
            <Group gap="sm">
              <Button
                component="a"
                href={urlOf(getAsRunCsv, { query: { ...query, language: currentLanguage() } })}
                download
                variant="default"
                leftSection={<IconDownload size={17} />}
              >
                {t('reports.csv')}
              </Button>
              <Text size="xs" c="dimmed">
                {t('reports.newest')}
              </Text>
            </Group>
            <Box className="wv-card">
              <DataTable
                label={t('reports.tabs.log')}
                rows={rows}
                rowKey={(row) => `${row.screenId}.${row.zone}.${row.startMs}.${row.announcementId}`}
                columns={[
                  {
                    key: 'announcement',
                    label: t('reports.columns.announcement'),
                    heading: true,
                    render: (row) => (
                      <Text size="sm" fw={550}>
                        {row.title}
                      </Text>
                    ),
                  },
                  {
                    key: 'screen',
                    label: t('reports.columns.screen'),
                    render: (row) =>
                      `${screens.get(row.screenId)?.name ?? row.screenId} · ${t(`zone.${row.zone}`)}`,
                  },
                  {
                    key: 'start',
                    label: `${t('reports.columns.start')} (${format.zone})`,
                    align: 'right',
                    render: (row) => `${format.date(row.startMs)}, ${format.timeSeconds(row.startMs)}`,
                  },
                  {
                    key: 'duration',
                    label: t('reports.columns.duration'),
                    align: 'right',
                    render: (row) => format.clock(row.endMs - row.startMs),
                  },
                  {
                    key: 'complete',
                    label: t('reports.columns.complete'),
                    render: (row) => (
                      <Badge color={row.complete ? 'green' : 'orange'}>
                        {t(row.complete ? 'reports.complete' : 'reports.cut')}
                      </Badge>
                    ),
                  },
                ]}
              />
            </Box>
          </Stack>
        )
      }
    </Loaded>
  );
}
