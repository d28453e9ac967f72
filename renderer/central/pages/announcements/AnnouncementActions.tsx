import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBan, IconCalendarPlus, IconCopy, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import {
  createAnnouncement,
  updateAnnouncement,
  withdrawAnnouncement,
} from '../../../../core/api/announcements.ts';
import { createEntry } from '../../../../core/api/schedule.ts';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import { useMay } from '../../session/session.ts';
import { WithdrawModal } from './WithdrawModal.tsx';

const APPROVED: readonly string[] = ['approved', 'scheduled', 'on_air'];

export function AnnouncementActions({ announcement }: { announcement: Announcement }) {
  const { t } = useTranslation();
  const [withdrawing, withdraw] = useDisclosure(false);
  const mayEdit = useMay(updateAnnouncement);
  const mayWrite = useMay(createAnnouncement);
  const maySchedule = useMay(createEntry);
  const mayWithdraw = useMay(withdrawAnnouncement);
  const { id, state, content } = announcement;
  const isOpen = state === 'draft' || state === 'returned';
  const isApproved = APPROVED.includes(state);
  const onScreens = content.outputs.screen || content.outputs.ticker;
  return (
    <>
      {mayWithdraw && isApproved && (
        <Button variant="light" color="red" leftSection={<IconBan size={17} />} onClick={withdraw.open}>
          {t('withdraw.action')}
        </Button>
      )}
      {mayWrite && !isOpen && (
        <Button
          component={Link}
          to={`/announcements/new?copy=${id}`}
          variant="default"
          leftSection={<IconCopy size={17} />}
        >
          {t('announcements.duplicate')}
        </Button>
      )}
      {mayEdit && isOpen && (
        <Button component={Link} to={`/announcements/${id}/edit`} leftSection={<IconPencil size={17} />}>
          {t('common.edit')}
        </Button>
      )}
      {maySchedule && isApproved && onScreens && (
        <Button
          component={Link}
          to={`/schedule/new?announcement=${id}`}
          leftSection={<IconCalendarPlus size={17} />}
        >
          {t('announcements.schedule')}
        </Button>
      )}
      {withdrawing && <WithdrawModal announcement={announcement} onClose={withdraw.close} />}
    </>
  );
}
