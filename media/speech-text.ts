/** Makes a written script speakable: how times and call numbers are said, and where to breathe. */
import type { SpeechLanguage } from './speech.ts';

const SENTENCE_PAUSE_MS = 450;
const PARAGRAPH_PAUSE_MS = 900;

/** `21.00` is said "21", `07.30` "7 lewat 30 menit", as announcers do. */
function spokenTimes(text: string): string {
  return text.replace(/\b([01]?\d|2[0-3])[.:]([0-5]\d)\b/g, (_, hours: string, minutes: string) => {
    const hour = String(Number(hours));
    return minutes === '00' ? hour : `${hour} lewat ${Number(minutes)} menit`;
  });
}

/** Emergency numbers are said digit by digit. */
function spokenCallNumbers(text: string): string {
  return text.replace(/\b1(?:1\d|29)\b/g, (number) => [...number].join(' '));
}

const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const pause = (ms: number): string => `<break time="${ms}ms"/>`;

/** Ends of sentences; a dot inside a number or before a lower-case letter (`Jl. kenanga`) is none. */
const SENTENCE_END = /(?<=[.!?…])\s+(?=[^\p{Ll}])/u;

/**
 * SSML for a speech engine. Everything a person wrote is escaped, and square brackets become round ones: `[[` would
 * make espeak-ng take what follows for phonemes.
 */
export function toSsml(text: string, language: SpeechLanguage): string {
  const said = language === 'id' ? spokenCallNumbers(spokenTimes(text)) : text;
  const paragraphs = said
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .split(/\n+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => paragraph.split(SENTENCE_END).map(escapeXml).join(pause(SENTENCE_PAUSE_MS)));
  return `<speak>${paragraphs.join(pause(PARAGRAPH_PAUSE_MS))}</speak>`;
}
