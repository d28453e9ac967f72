/** A script for a speech engine: in spoken words, and with places to breathe. */
import { normaliseSpeech } from '../core/speech/index.ts';
import type { SpeechLanguage } from './speech.ts';

const SENTENCE_PAUSE_MS = 450;
const PARAGRAPH_PAUSE_MS = 900;

const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const pause = (ms: number): string => `<break time="${ms}ms"/>`;

/** Ends of sentences; a dot before a lower-case letter is none. */
const SENTENCE_END = /(?<=[.!?…])\s+(?=[^\p{Ll}])/u;

/**
 * SSML for a speech engine. Everything a person wrote is escaped, and square brackets become round ones: `[[` would
 * make espeak-ng take what follows for phonemes.
 */
export function toSsml(text: string, language: SpeechLanguage): string {
  const said = language === 'id' ? normaliseSpeech(text) : text;
  const paragraphs = said
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .split(/\n+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => paragraph.split(SENTENCE_END).map(escapeXml).join(pause(SENTENCE_PAUSE_MS)));
  return `<speak>${paragraphs.join(pause(PARAGRAPH_PAUSE_MS))}</speak>`;
}
