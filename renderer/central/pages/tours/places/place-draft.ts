import type { QuietPlace } from '../../../../../core/model/tour.ts';
import type { GeoPoint } from '../../../../../core/model/screen-settings.ts';

/** A quiet place in the making; it has no id before it is stored and no point before somebody clicks. */
export type PlaceDraft = Omit<QuietPlace, 'id' | 'point'> & { id?: string; point: GeoPoint | null };

/** School hours in most cities' own timetables; hospitals rest at any time. */
const SCHOOL_DAY = { days: [0, 1, 2, 3, 4], hours: { from: '07:00', to: '15:00' } };
const ALL_DAY = { days: [], hours: null };

export const NEW_PLACE: PlaceDraft = {
  kind: 'school',
  name: '',
  point: null,
  radiusM: 150,
  ...SCHOOL_DAY,
};

/** Changing the kind of an unnamed place brings the hours that are usual for it. */
export const withKind = (draft: PlaceDraft, kind: QuietPlace['kind']): PlaceDraft => ({
  ...draft,
  kind,
  ...(draft.id === undefined ? (kind === 'school' ? SCHOOL_DAY : ALL_DAY) : {}),
});
