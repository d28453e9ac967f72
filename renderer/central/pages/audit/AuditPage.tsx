import { Alert, Anchor, Badge, Box, Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconHistory, IconLinkOff, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { listAudit } from '../../../../core/api/reports.ts';
import { useRead } from '../../api/use-api.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { NotForYou } from '../../components/NotForYou.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { useMay } from '../../session/session.ts';
import { actionText, detailText, subjectPath } from './audit-text.ts';

/** Enough of an id to tell two apart by eye. */
const SHORT_ID = 10;

export function AuditPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const mayRead = useMay(listAudit);
  const [beforeSequence, setBefore] = useState<number | null>(null);
  const audit = useRead(
    'audit',
    listAudit,
    { query: beforeSequence === null ? {} : { beforeSequence } },
    { enabled: mayRead, keepPrevious: true },
  );
  if (!mayRead) return <NotForYou />;
  return (
    <>
      <PageHeader title={t('audit.title')} subtitle={t('audit.subtitle')} />
      <Loaded query={audit}>
        {({ rows, chainIntact }) => {
          const oldest = rows.at(-1)?.sequence ?? 1;
          return (
            <Stack gap="md">
              {chainIntact ? (
                <Badge color="green" size="lg" leftSection={<IconShieldCheck size={15} />}>
                  {t('audit.intact')}
                </Badge>
              ) : (
                <Alert color="red" icon={<IconLinkOff />}>
                  {t('audit.broken')}
                </Alert>
              )}
              {rows.length === 0 ? (
                <EmptyState icon={IconHistory} title={t('audit.empty')} />
              ) : (
                <Box className="wv-card">
                  <DataTable
                    label={t('audit.title')}
                    rows={rows}
                    rowKey={(row) => String(row.sequence)}
                    columns={[
                      {
                        key: 'what',
                        label: t('audit.columns.what'),
                        heading: true,
                        render: (row) => (
                          <>
                            <Text size="sm" fw={600}>
                              {actionText(t, row.action)}
                            </Text>
                            <Text size="xs" c="dimmed" lineClamp={2}>
                              {detailText(row.detail)}
                            </Text>
                          </>
                        ),
                      },
                      {
                        key: 'who',
                        label: t('audit.columns.who'),
                        render: (row) => row.userName || t('audit.system'),
                      },
                      {
                        key: 'subject',
                        label: t('audit.columns.subject'),
                        render: (row) => {
                          const path = subjectPath(row.subjectKind, row.subjectId);
                          const name = <Code>{row.subjectId.slice(0, SHORT_ID)}</Code>;
                          return path === null ? (
                            name
                          ) : (
                            <Anchor component={Link} to={path}>
                              {name}
                            </Anchor>
                          );
                        },
                      },
                      {
                        key: 'at',
                        label: `${t('audit.columns.at')} (${format.zone})`,
                        align: 'right',
                        render: (row) => `${format.date(row.atMs)}, ${format.timeSeconds(row.atMs)}`,
                      },
                    ]}
                  />
                </Box>
              )}
              <Group gap="xs">
                {beforeSequence !== null && (
                  <Button variant="default" onClick={() => setBefore(null)}>
                    {t('audit.newest')}
                  </Button>
                )}
                {oldest > 1 && (
                  <Button variant="default" onClick={() => setBefore(oldest)}>
                    {t('audit.older')}
                  </Button>
                )}
              </Group>
            </Stack>
          );
        }}
      </Loaded>
    </>
  );
}
