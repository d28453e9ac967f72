import type { QuietReason } from '../../../core/tours/index.ts';
import type { Tell } from '../i18n/text.ts';
import type { CrewDay } from '../../../core/trust/index.ts';
import type { Format } from './context.ts';

/** Why to be silent, in words; how long is said beside it. */
export function quietText(t: Tell, format: Format, reason: QuietReason): string {
  switch (reason.code) {
    case 'night':
      return t('quiet.night');
    case 'prayer':
      return t('quiet.prayer', { prayer: t(`prayer.${reason.prayer}`), at: format.time(reason.atMs) });
    case 'silence':
      return t('quiet.silence', { name: reason.name });
    case 'place':
      return t(`quiet.place.${reason.kind}`, { name: reason.name });
  }
}

/** How long it lasts, in words: a place that is quiet all day is quiet until the car has left it. */
export function quietUntilText(
  t: Tell,
  format: Format,
  reason: QuietReason,
  day: CrewDay | undefined,
): string {
  const until = t('quiet.until', { at: format.time(reason.endMs) });
  if (reason.code !== 'place') return until;
  const isAllDay = day?.quietPlaces.find(({ id }) => id === reason.placeId)?.hours === null;
  return isAllDay ? t('quiet.untilOut') : `${t('quiet.untilOut')}, ${until}`;
}
