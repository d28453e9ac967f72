import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ProofOfPlay } from '../../../../core/api/reports.ts';
import { DataTable, type Column } from '../../components/DataTable.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { ENOUGH } from './enough.ts';

type Row = ProofOfPlay['rows'][number];

export function ProofTable({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<Row>[] = [
    {
      key: 'announcement',
      label: t('reports.columns.announcement'),
      heading: true,
      render: (row) => (
        <>
          <Text size="sm" fw={600}>
            {row.title}
          </Text>
          <Text size="xs" c="dimmed">
            {row.agencyName}
          </Text>
        </>
      ),
    },
    { key: 'screen', label: t('reports.columns.screen'), render: (row) => row.screenName },
    {
      key: 'plays',
      label: t('reports.columns.plays'),
      align: 'right',
      render: (row) =>
        row.playLog ? (
          format.number(row.plays)
        ) : (
          <Text span size="xs" c="dimmed">
            {t('screenPack.noLog')}
          </Text>
        ),
    },
    {
      key: 'planned',
      label: t('reports.columns.planned'),
      align: 'right',
      render: (row) => format.number(row.planned),
    },
    {
      key: 'met',
      label: t('reports.columns.met'),
      align: 'right',
      render: (row) =>
        row.planned === 0 || !row.playLog ? (
          '–'
        ) : (
          <Text
            span
            size="sm"
            {...(row.plays < ENOUGH * row.planned ? { c: 'var(--wv-warn)', fw: 600 } : {})}
          >
            {format.number((100 * row.plays) / row.planned)} %
          </Text>
        ),
    },
    {
      key: 'airTime',
      label: t('reports.columns.airTime'),
      align: 'right',
      render: (row) => (row.airTimeMs === 0 ? '–' : format.duration(row.airTimeMs)),
    },
    {
      key: 'last',
      label: t('reports.columns.last'),
      align: 'right',
      render: (row) => (row.lastMs === null ? '–' : format.dateTime(row.lastMs)),
    },
  ];
  return (
    <DataTable
      label={t('reports.tabs.proof')}
      rows={rows}
      rowKey={(row) => `${row.announcementId}.${row.screenId}`}
      columns={columns}
    />
  );
}
