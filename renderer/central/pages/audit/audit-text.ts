import type { TFunction } from 'i18next';
import { id } from '../../i18n/id.ts';

type Action = keyof typeof id.audit.action;
const isKnown = (key: string): key is Action => Object.hasOwn(id.audit.action, key);

/** Where the words of an action stand in the translations. */
export const wordsKey = (action: string): string => action.replaceAll('.', '_');

/** What was done, in words; an action without words keeps its code. */
export function actionText(t: TFunction, action: string): string {
  const key = wordsKey(action);
  return isKnown(key) ? t(`audit.action.${key}`) : action;
}

const isReadable = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'string' && value !== '' && !/^[0-9a-f]{16,}$/.test(value));

/** The plain values of a row's details on one line; ids, hashes and nested values stay in the log. */
export const detailText = (detail: Readonly<Record<string, unknown>>): string =>
  Object.entries(detail)
    .filter(([, value]) => isReadable(value))
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(' · ');

const PAGES: Readonly<Record<string, (subjectId: string) => string>> = {
  announcement: (subjectId) => `/announcements/${subjectId}`,
  screen: (subjectId) => `/screens/${subjectId}`,
  entry: (subjectId) => `/schedule/${subjectId}`,
  playlist: (subjectId) => `/playlists/${subjectId}`,
  around: () => '/settings',
};

/** The page of what a row is about, if it has one. */
export const subjectPath = (kind: string, subjectId: string): string | null =>
  PAGES[kind]?.(subjectId) ?? null;
