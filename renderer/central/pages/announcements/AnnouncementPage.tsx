import { Alert, Grid, Group, Stack } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { getAnnouncement } from '../../../../core/api/announcements.ts';
import { useRead } from '../../api/use-api.ts';
import { BackLink } from '../../components/BackLink.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { Section } from '../../components/Section.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { AirPreview } from './AirPreview.tsx';
import { AnnouncementActions } from './AnnouncementActions.tsx';
import { AnnouncementFacts } from './AnnouncementFacts.tsx';
import { CarPlays } from './CarPlays.tsx';
import { History } from './History.tsx';
import { ReviewPanel } from './ReviewPanel.tsx';
import { ScriptSection } from './ScriptSection.tsx';
import { WithdrawalStatus } from './WithdrawalStatus.tsx';

export function AnnouncementPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const query = useRead('announcements', getAnnouncement, { params: { id } });
  return (
    <Loaded query={query}>
      {(announcement) => (
        <>
          <PageHeader
            above={<BackLink to="/announcements">{t('announcements.title')}</BackLink>}
            title={announcement.content.title}
            subtitle={
              <Group gap={8} mt={4}>
                <StateBadge state={announcement.state} />
                {t('announcements.revision', { revision: announcement.revision })}
              </Group>
            }
            actions={<AnnouncementActions announcement={announcement} />}
          />
          {announcement.state === 'returned' && announcement.reason && (
            <Alert color="orange" icon={<IconArrowBackUp />} title={t('review.returnedNote')} mb="md">
              {announcement.reason}
            </Alert>
          )}
          <Grid gap="md">
            <Grid.Col span={{ base: 12, md: 7 }}>
              <Stack gap="md">
                <AirPreview announcement={announcement} />
                <ScriptSection content={announcement.content} />
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 5 }}>
              <Stack gap="md">
                <ReviewPanel announcement={announcement} />
                {announcement.state === 'withdrawn' && (
                  <WithdrawalStatus
                    announcementId={announcement.id}
                    mobile={announcement.content.outputs.mobile}
                  />
                )}
                {announcement.content.outputs.mobile && <CarPlays announcement={announcement} />}
                <Section title={t('announcements.details')}>
                  <AnnouncementFacts content={announcement.content} />
                </Section>
                <Section title={t('announcements.history')}>
                  <History announcementId={announcement.id} />
                </Section>
              </Stack>
            </Grid.Col>
          </Grid>
        </>
      )}
    </Loaded>
  );
}
