import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CarProof } from '../../../../core/api/reports.ts';
import { DataTable, type Column } from '../../components/DataTable.tsx';
import { Section } from '../../components/Section.tsx';
import { useAreaNames } from '../../hooks/use-area-names.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { ENOUGH } from './enough.ts';

/** What was heard from cars, a row an announcement and car. */
export function CarTable({ rows, actions }: { rows: readonly CarProof[]; actions?: ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const areaNames = useAreaNames();
  const sum = (of: (row: CarProof) => number) => rows.reduce((total, row) => total + of(row), 0);
  const columns: Column<CarProof>[] = [
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
    { key: 'unit', label: t('carProof.unit'), render: (row) => row.unitName },
    { key: 'areas', label: t('carProof.areas'), render: ({ total }) => areaNames(total.areaIds) || '–' },
    {
      key: 'heard',
      label: t('carProof.heard'),
      align: 'right',
      render: ({ total: { heard, live, cut } }) => (
        <>
          {format.number(heard)}
          {live > 0 && (
            <Text size="xs" c="dimmed">
              {t('carProof.live', { count: live })}
            </Text>
          )}
          {cut > 0 && (
            <Text size="xs" c="dimmed">
              {t('carProof.cut', { count: cut })}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'planned',
      label: t('reports.columns.planned'),
      align: 'right',
      render: ({ total }) => format.number(total.planned),
    },
    {
      key: 'met',
      label: t('reports.columns.met'),
      align: 'right',
      render: ({ total: { heard, planned } }) =>
        planned === 0 ? (
          '–'
        ) : (
          <Text span size="sm" {...(heard < ENOUGH * planned ? { c: 'var(--wv-warn)', fw: 600 } : {})}>
            {format.number((100 * heard) / planned)} %
          </Text>
        ),
    },
    {
      key: 'last',
      label: t('reports.columns.last'),
      align: 'right',
      render: ({ total: { lastMs } }) => (lastMs === null ? '–' : format.dateTime(lastMs)),
    },
  ];
  return (
    <Section
      title={t('carProof.title')}
      hint={t('carProof.total', {
        heard: format.number(sum(({ total }) => total.heard)),
        planned: format.number(sum(({ total }) => total.planned)),
      })}
      actions={actions}
      flush
    >
      <DataTable
        label={t('carProof.title')}
        rows={rows}
        rowKey={(row) => `${row.announcementId}.${row.unitId}`}
        columns={columns}
      />
    </Section>
  );
}
