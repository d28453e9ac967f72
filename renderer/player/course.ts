/**
 * Which place of its content an item shows at an instant.
 *
 * A cross-fade lies around the change, so an item is seen `fadeInMs / 2` longer at its beginning and `fadeOutMs / 2`
 * longer at its end than it has content. It makes up for that by running at half speed while it fades: both pictures
 * move for the whole fade, each at the place the plan says outside of it, and two videos at half speed cost no more to
 * decode than one.
 */
export interface Course {
  /** First instant of the slot, [startMs, endMs). */
  startMs: number;
  endMs: number;
  /** Whole length of the fade around the beginning and around the end; 0 is a cut. */
  fadeInMs: number;
  fadeOutMs: number;
}

const FADING_RATE = 0.5;

/** Speed at which the content runs when nothing has to be made up for. */
export function rateAt(course: Course, atMs: number): number {
  const isFadingIn = atMs < course.startMs + course.fadeInMs / 2;
  const isFadingOut = atMs >= course.endMs - course.fadeOutMs / 2;
  return (isFadingIn && course.fadeInMs > 0) || (isFadingOut && course.fadeOutMs > 0) ? FADING_RATE : 1;
}

/** Place in the content, in ms from its beginning; never before it. */
export function positionAt(course: Course, atMs: number): number {
  const fadedInMs = course.startMs + course.fadeInMs / 2;
  const fadesOutMs = course.endMs - course.fadeOutMs / 2;
  if (atMs < fadedInMs) {
    const sinceBegunMs = atMs - (course.startMs - course.fadeInMs / 2);
    return Math.max(0, sinceBegunMs * (course.fadeInMs > 0 ? FADING_RATE : 1));
  }
  if (atMs < fadesOutMs || course.fadeOutMs === 0) return atMs - course.startMs;
  return fadesOutMs - course.startMs + (atMs - fadesOutMs) * FADING_RATE;
}
