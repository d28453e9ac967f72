import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowBackUp, IconSignature, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { approveAnnouncement } from '../../../../core/api/announcements.ts';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import { Section } from '../../components/Section.tsx';
import { useMay, useSession } from '../../session/session.ts';
import { ApproveModal } from './ApproveModal.tsx';
import { ReturnModal } from './ReturnModal.tsx';
import { ServiceTime } from './ServiceTime.tsx';

/** The second person's decision; the first person reads why it is not theirs. */
export function ReviewPanel({ announcement }: { announcement: Announcement }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const mayApprove = useMay(approveAnnouncement);
  const [approving, approve] = useDisclosure(false);
  const [returning, sendBack] = useDisclosure(false);
  if (announcement.state !== 'in_review') return null;
  const isOwn = announcement.submittedBy === user.id;
  const isReady = announcement.rendering === 'ready';

  return (
    <Section title={t('review.title')} actions={<ServiceTime announcement={announcement} />}>
      {!mayApprove || isOwn ? (
        <Alert icon={<IconUsers />} color="gray">
          {t(isOwn ? 'review.own' : 'review.waiting')}
        </Alert>
      ) : (
        <Stack gap="sm">
          <Text size="sm">{t('review.ask')}</Text>
          <Group gap="xs" grow>
            <Button variant="default" leftSection={<IconArrowBackUp size={17} />} onClick={sendBack.open}>
              {t('review.return')}
            </Button>
            <Button leftSection={<IconSignature size={17} />} disabled={!isReady} onClick={approve.open}>
              {t('review.approve')}
            </Button>
          </Group>
          {!isReady && (
            <Text size="xs" c="dimmed">
              {t(announcement.rendering === 'failed' ? 'review.failed' : 'review.wait')}
            </Text>
          )}
          {approving && <ApproveModal announcement={announcement} onClose={approve.close} />}
          {returning && <ReturnModal announcement={announcement} onClose={sendBack.close} />}
        </Stack>
      )}
    </Section>
  );
}
