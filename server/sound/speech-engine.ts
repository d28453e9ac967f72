import type { SpeechProvider } from '../../core/model/city-settings.ts';
import { espeakNg, type SpeechEngine } from '../../media/index.ts';
import { httpSpeech } from './http-speech.ts';

/** The engine a city has chosen. */
export const speechEngine = (provider: SpeechProvider): SpeechEngine =>
  provider.kind === 'http' ? httpSpeech(provider.url) : espeakNg;
