import { Badge } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { useNowMs } from '../../session/clock.ts';
import { serviceTimeLeftMs } from './service-time.ts';

const HURRY_MS = 15 * 60_000;

/** What is left of the one-hour service time. */
export function ServiceTime({ announcement }: { announcement: Announcement }) {
  const { t } = useTranslation();
  const format = useFormat();
  const leftMs = serviceTimeLeftMs(announcement, useNowMs(10_000));
  if (leftMs === null) return null;
  const duration = format.duration(Math.abs(leftMs));
  return (
    <Badge
      color={leftMs < 0 ? 'red' : leftMs < HURRY_MS ? 'orange' : 'petrol'}
      leftSection={<IconClock size={13} />}
      title={t('announcements.serviceTime')}
      className="wv-num"
    >
      {leftMs < 0 ? t('announcements.overdue', { duration }) : t('announcements.remaining', { duration })}
    </Badge>
  );
}
