import { en } from './en.ts';
import { id, type TextKey } from './id.ts';

export type { TextKey } from './id.ts';
export type Language = 'id' | 'en';
export type Fill = Readonly<Record<string, string | number>>;
export type Tell = (key: TextKey, fill?: Fill) => string;

const TEXTS: Record<Language, Record<TextKey, string>> = { id, en };

export const isTextKey = (key: string): key is TextKey => Object.hasOwn(id, key);

export const tellIn =
  (language: Language): Tell =>
  (key, fill = {}) =>
    TEXTS[language][key].replace(/\{(\w+)\}/g, (place, name: string) => String(fill[name] ?? place));
