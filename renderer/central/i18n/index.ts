import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { DEFAULT_CITY_SETTINGS, type CitySettings } from '../../../core/model/city-settings.ts';
import { en } from './en.ts';
import { id } from './id.ts';

export const LANGUAGES = ['id', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const STORAGE_KEY = 'wawar.language';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof id };
    returnNull: false;
  }
}

type CityWords = Pick<CitySettings, 'unitLabel' | 'maxDurationMs'>;

const isLanguage = (value: string | null | undefined): value is Language =>
  LANGUAGES.some((language) => language === value);

export const currentLanguage = (): Language => (isLanguage(i18next.language) ? i18next.language : 'id');

export function startI18n(): i18n {
  const stored = localStorage.getItem(STORAGE_KEY);
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  void i18next.use(initReactI18next).init({
    lng: isLanguage(stored) ? stored : 'id',
    fallbackLng: 'id',
    resources: { id: { translation: id }, en: { translation: en } },
    interpolation: { escapeValue: false, defaultVariables: cityWords(DEFAULT_CITY_SETTINGS) },
    returnNull: false,
    initAsync: false,
  });
  return i18next;
}

export function setLanguage(language: Language): void {
  localStorage.setItem(STORAGE_KEY, language);
  void i18next.changeLanguage(language);
}

/** What the city decides shows in texts: `{{unitLabel}}` begins a line, `{{unitWord}}` stands within one. */
const cityWords = ({ unitLabel, maxDurationMs }: CityWords) => ({
  unitLabel,
  unitWord: unitLabel.charAt(0).toLowerCase() + unitLabel.slice(1),
  /** `5:00`. */
  longest: `${Math.floor(maxDurationMs / 60_000)}:${String(Math.floor(maxDurationMs / 1000) % 60).padStart(2, '0')}`,
});

/** From now on every text says what this city calls its loudspeaker car, and how long a video may be. */
export function setCityWords(city: CityWords): void {
  const { interpolation } = i18next.options;
  if (!interpolation) return;
  interpolation.defaultVariables = cityWords(city);
  i18next.emit('languageChanged', i18next.language);
}
