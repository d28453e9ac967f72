import { Badge, Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { deleteRelease, type SoftwareOverview } from '../../../../core/api/releases.ts';
import { useSend } from '../../api/use-api.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { notifyDone, notifyProblem } from '../../components/notify.ts';
import { useFormat } from '../../hooks/use-format.ts';

export function ReleaseTable({ releases, assignments }: Pick<SoftwareOverview, 'releases' | 'assignments'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const remove = useSend(deleteRelease, ['screens'], () => notifyDone(t('software.deleted')));
  const isUsed = (sha256: string) => assignments.some((one) => one.sha256 === sha256);
  return (
    <DataTable
      label={t('software.releases')}
      rows={releases}
      rowKey={(release) => release.sha256}
      columns={[
        {
          key: 'name',
          label: t('software.name'),
          heading: true,
          render: (release) => (
            <>
              <Text size="sm" fw={600}>
                {release.name}
              </Text>
              <Text size="xs" c="dimmed" className="wv-num">
                {t('software.version')} {release.version}
              </Text>
            </>
          ),
        },
        {
          key: 'size',
          label: t('software.size'),
          render: (release) =>
            release.missing.length === 0 ? (
              t('software.sizeAndFiles', { size: format.bytes(release.bytes), count: release.fileCount })
            ) : (
              <Badge color="orange">{t('software.incomplete', { count: release.missing.length })}</Badge>
            ),
        },
        { key: 'built', label: t('software.built'), render: (release) => format.date(release.builtAtMs) },
        {
          key: 'delete',
          label: '',
          align: 'right',
          render: ({ sha256 }) =>
            !isUsed(sha256) && (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => remove.mutate({ params: { sha256 } }, { onError: notifyProblem })}
              >
                {t('software.delete')}
              </Button>
            ),
        },
      ]}
    />
  );
}
