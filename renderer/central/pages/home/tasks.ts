import type { Announcement, User } from '../../../../core/model/catalogue.ts';
import { serviceTimeLeftMs } from '../announcements/service-time.ts';

export interface Task {
  kind: 'review' | 'returned' | 'ends_today';
  announcement: Announcement;
}

const LIVE: readonly string[] = ['approved', 'scheduled', 'on_air'];

const STAFF: readonly string[] = ['admin', 'editor', 'approver'];

/**
 * What waits: submissions (least time left first), returned ones, and those that end today. Staff of the city see
 * all of them; others those they wrote themselves.
 */
export function tasksOf(
  announcements: readonly Announcement[],
  user: User,
  nowMs: number,
  isToday: (atMs: number) => boolean,
): Task[] {
  const isStaff = user.roles.some((role) => STAFF.includes(role));
  const seen = announcements.filter(
    (item) => isStaff || item.submittedBy === user.id || item.createdBy === user.id,
  );
  const review = seen
    .filter((item) => item.state === 'in_review')
    .sort((a, b) => (serviceTimeLeftMs(a, nowMs) ?? 0) - (serviceTimeLeftMs(b, nowMs) ?? 0));
  const returned = seen.filter((item) => item.state === 'returned');
  // Validity ends before its last instant: until midnight is still today.
  const ending = seen.filter(
    ({ state, content }) =>
      LIVE.includes(state) && content.validUntilMs > nowMs && isToday(content.validUntilMs - 1),
  );
  return [
    ...review.map((announcement) => ({ kind: 'review' as const, announcement })),
    ...returned.map((announcement) => ({ kind: 'returned' as const, announcement })),
    ...ending.map((announcement) => ({ kind: 'ends_today' as const, announcement })),
  ];
}
