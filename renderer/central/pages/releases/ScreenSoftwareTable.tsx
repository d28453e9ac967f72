import { Anchor, Badge, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ScreenSoftware, SoftwareOverview } from '../../../../core/api/releases.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useDirectory } from '../../hooks/use-directory.ts';
import { useFormat } from '../../hooks/use-format.ts';

const COLOR: Record<ScreenSoftware['state'], string> = {
  none: 'gray',
  unknown: 'gray',
  running: 'green',
  pending: 'orange',
  refused: 'red',
};

/** What a launcher found of a release, by the code within its report. */
const WHY = ['unhealthy', 'unsteady', 'given_up'] as const;
const whyOf = (detail: string) => WHY.find((code) => detail.includes(`: ${code}: `)) ?? null;

export function ScreenSoftwareTable({ screens, releases }: Pick<SoftwareOverview, 'screens' | 'releases'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const directory = useDirectory();
  const nameOf = (release: ScreenSoftware['running']) => {
    if (release === null) return null;
    const known = releases.find(({ sha256 }) => sha256 === release.sha256);
    return known === undefined
      ? `${t('software.version')} ${release.version}`
      : `${known.name} (${release.version})`;
  };
  return (
    <DataTable
      label={t('software.screens')}
      rows={screens}
      rowKey={(one) => one.screenId}
      columns={[
        {
          key: 'screen',
          label: t('software.screen'),
          heading: true,
          render: ({ screenId }) => (
            <Anchor component={Link} to={`/screens/${screenId}?tab=device`} size="sm" fw={600}>
              {directory.screens.get(screenId)?.name ?? screenId}
            </Anchor>
          ),
        },
        {
          key: 'running',
          label: t('software.running'),
          render: ({ running, software, reportedAtMs }) => (
            <>
              <Text size="sm">{nameOf(running) ?? software ?? t('software.neverSaid')}</Text>
              {reportedAtMs !== null && (
                <Text size="xs" c="dimmed">
                  {format.dateTime(reportedAtMs)}
                </Text>
              )}
            </>
          ),
        },
        {
          key: 'wanted',
          label: t('software.wanted'),
          render: ({ assigned }) => nameOf(assigned) ?? t('software.asInstalled'),
        },
        {
          key: 'state',
          label: t('software.state'),
          render: ({ state, detail }) => (
            <>
              <Badge color={COLOR[state]}>{t(`software.states.${state}`)}</Badge>
              {detail !== null && <Refused detail={detail} />}
            </>
          ),
        },
      ]}
    />
  );
}

function Refused({ detail }: { detail: string }) {
  const { t } = useTranslation();
  const why = whyOf(detail);
  return (
    <>
      {why !== null && (
        <Text size="sm" mt={4} maw="22rem">
          {t(`software.why.${why}`)}
        </Text>
      )}
      <Text size="xs" c="dimmed" mt={4} maw="22rem" className="wv-break">
        {detail}
      </Text>
    </>
  );
}
