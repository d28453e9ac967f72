import type { CrewDay } from '../../../core/trust/index.ts';
import type { Notice } from './state.ts';

/** What the crew has to be told when its day changes while it is out. */
export function noticesOf(before: CrewDay | null, now: CrewDay): Notice[] {
  if (before === null) return [];
  const known = new Map(before.tours.map((tour) => [tour.id, tour]));
  const tours = now.tours.flatMap((tour): Notice[] => {
    const was = known.get(tour.id);
    const { date, startLocal } = tour.plan;
    if (was === undefined) return before.dates.includes(date) ? [{ kind: 'tour_new', date, startLocal }] : [];
    if (tour.state === 'cancelled' && was.state !== 'cancelled') {
      return [{ kind: 'tour_cancelled', date, startLocal }];
    }
    // A tour that is under way or done has the plan it had.
    const isPlanned = JSON.stringify(tour.plan) !== JSON.stringify(was.plan);
    return isPlanned ? [{ kind: 'tour_changed', date, startLocal }] : [];
  });
  // One that another car drives now is none for this crew; those of a date that is over are just over.
  const still = new Set(now.tours.map(({ id }) => id));
  const gone = before.tours.flatMap(({ id, state, plan: { date, startLocal } }): Notice[] =>
    !still.has(id) && state !== 'cancelled' && now.dates.includes(date)
      ? [{ kind: 'tour_cancelled', date, startLocal }]
      : [],
  );
  const heard = new Set(before.clips.map((clip) => clip.announcementId));
  const withdrawn = now.missing.flatMap(({ announcementId, title, why }): Notice[] =>
    why === 'withdrawn' && heard.has(announcementId) ? [{ kind: 'withdrawn', title }] : [],
  );
  return [...withdrawn, ...tours, ...gone];
}
