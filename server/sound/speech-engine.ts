import type { SpeechProvider } from '../../core/model/city-settings.ts';
import { espeakNg, type SpeechEngine } from '../../media/index.ts';
import { httpSpeech } from './http-speech.ts';

/** Longer nobody waits with an emergency: after that the built-in voice reads it. */
const URGENT_WITHIN_MS = 30_000;

/** The engine a city has chosen. */
export const speechEngine = (provider: SpeechProvider, { isUrgent = false } = {}): SpeechEngine => {
  if (provider.kind !== 'http') return espeakNg;
  return isUrgent ? httpSpeech(provider.url, URGENT_WITHIN_MS) : httpSpeech(provider.url);
};
