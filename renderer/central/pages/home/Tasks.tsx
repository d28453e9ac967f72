import { Loader } from '@mantine/core';
import { IconCoffee } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { listAnnouncements } from '../../../../core/api/announcements.ts';
import { approveAroundClip, getAroundClip } from '../../../../core/api/around.ts';
import { useRead } from '../../api/use-api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Section } from '../../components/Section.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { useNowMs } from '../../session/clock.ts';
import { useMay, useSession } from '../../session/session.ts';
import { aroundTask } from './around-task.ts';
import { AroundTaskRow } from './AroundTaskRow.tsx';
import { TaskRow } from './TaskRow.tsx';
import { tasksOf } from './tasks.ts';

/** What needs this person now. */
export function Tasks() {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const nowMs = useNowMs(30_000);
  const announcements = useRead('announcements', listAnnouncements, {}).data;
  const around = useRead('around', getAroundClip, {}).data;
  const mayApproveAround = useMay(approveAroundClip);
  const today = format.isoDate(nowMs);
  const tasks = tasksOf(announcements ?? [], user, nowMs, (atMs) => format.isoDate(atMs) === today);
  const ofAround = aroundTask(around?.proposed ?? null, user, mayApproveAround);
  return (
    <Section
      title={t('home.tasks')}
      flush
      actions={announcements === undefined ? <Loader size="xs" /> : undefined}
    >
      {ofAround && <AroundTaskRow task={ofAround} />}
      {tasks.length === 0 && ofAround === null && announcements !== undefined ? (
        <EmptyState icon={IconCoffee} title={t('home.tasksNone')}>
          {t('home.tasksNoneHint')}
        </EmptyState>
      ) : (
        tasks.map((task) => <TaskRow key={`${task.kind}.${task.announcement.id}`} task={task} />)
      )}
    </Section>
  );
}
