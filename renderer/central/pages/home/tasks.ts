import type { Announcement, User } from '../../../../core/model/catalogue.ts';
import { serviceTimeLeftMs } from '../announcements/service-time.ts';

export interface Task {
  kind: 'review' | 'returned' | 'ends_today';
  announcement: Announcement;
}

const LIVE: readonly string[] = ['approved', 'scheduled', 'on_air'];

/**
 * What waits for this user: submissions of others to review (least time left first), own ones that came back, and
 * those that end today.
 */
export function tasksOf(
  announcements: readonly Announcement[],
  user: User,
  nowMs: number,
  isToday: (atMs: number) => boolean,
): Task[] {
  const isMine = (item: Announcement) => item.submittedBy === user.id || item.createdBy === user.id;
  const review = user.roles.includes('approver')
    ? announcements
        .filter((item) => item.state === 'in_review' && item.submittedBy !== user.id)
        .sort((a, b) => (serviceTimeLeftMs(a, nowMs) ?? 0) - (serviceTimeLeftMs(b, nowMs) ?? 0))
    : [];
  const returned = announcements.filter((item) => item.state === 'returned' && isMine(item));
  const ending = announcements.filter(
    (item) =>
      LIVE.includes(item.state) && item.content.validUntilMs > nowMs && isToday(item.content.validUntilMs),
  );
  return [
    ...review.map((announcement) => ({ kind: 'review' as const, announcement })),
    ...returned.map((announcement) => ({ kind: 'returned' as const, announcement })),
    ...ending.map((announcement) => ({ kind: 'ends_today' as const, announcement })),
  ];
}
