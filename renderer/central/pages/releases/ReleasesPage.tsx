import { Grid, Stack } from '@mantine/core';
import { IconPackage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { getSoftware } from '../../../../core/api/releases.ts';
import { useRead } from '../../api/use-api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { NotForYou } from '../../components/NotForYou.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { Section } from '../../components/Section.tsx';
import { useMay } from '../../session/session.ts';
import { Assignments } from './Assignments.tsx';
import { ReleaseKeySection } from './ReleaseKeySection.tsx';
import { ReleaseTable } from './ReleaseTable.tsx';
import { ScreenSoftwareTable } from './ScreenSoftwareTable.tsx';
import { UploadRelease } from './UploadRelease.tsx';

/** Screens report what they run when they connect: asked again now and then. */
const REFRESH_MS = 15_000;

export function ReleasesPage() {
  const { t } = useTranslation();
  const isAdmin = useMay(getSoftware);
  const options = { enabled: isAdmin, refetchIntervalMs: REFRESH_MS };
  const software = useRead('screens', getSoftware, {}, options);
  if (!isAdmin) return <NotForYou />;
  return (
    <>
      <PageHeader title={t('software.title')} subtitle={t('software.subtitle')} actions={<UploadRelease />} />
      <Loaded query={software}>
        {({ keys, releases, assignments, screens }) => (
          <Grid gap="md">
            <Grid.Col span={{ base: 12, md: 8 }}>
              <Stack gap="md">
                <Section title={t('software.screens')} flush>
                  <ScreenSoftwareTable screens={screens} releases={releases} />
                </Section>
                <Section title={t('software.releases')} hint={t('software.releasesHint')} flush>
                  {releases.length === 0 ? (
                    <EmptyState icon={IconPackage} title={t('software.empty')}>
                      {t('software.emptyHint')}
                    </EmptyState>
                  ) : (
                    <ReleaseTable releases={releases} assignments={assignments} />
                  )}
                </Section>
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 4 }}>
              <Stack gap="md">
                <Section title={t('software.assign')} hint={t('software.assignHint')}>
                  <Assignments releases={releases} assignments={assignments} />
                </Section>
                <ReleaseKeySection keys={keys} />
              </Stack>
            </Grid.Col>
          </Grid>
        )}
      </Loaded>
    </>
  );
}
