import type { TourPlan } from '../../core/model/tour.ts';
import type { Clip } from './clips.ts';

/**
 * The clips in the order of the day's tours, one tour after another; as they are where nothing is planned. An emergency
 * that came after the planning is heard first. What a tour names and may not be heard that day is left out: `leftOutOf`
 * tells of it.
 */
export function inTourOrder(clips: readonly Clip[], tours: readonly Pick<TourPlan, 'clips'>[]): Clip[] {
  const planned = tours.flatMap((tour) => tour.clips);
  if (planned.length === 0) return [...clips];
  const byId = new Map(clips.map((clip) => [clip.announcementId, clip]));
  const urgent = clips.filter((clip) => clip.emergency && !planned.includes(clip.announcementId));
  return [...urgent, ...planned.flatMap((id) => byId.get(id) ?? [])].map((clip, index) => ({
    ...clip,
    number: index + 1,
  }));
}
