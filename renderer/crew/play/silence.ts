/** Eight thousand samples a second of one byte each, the middle of which is no sound (RIFF/WAVE, 8-bit PCM). */
const RATE_HZ = 8000;
const SILENT = 0x80;
const HEADER_BYTES = 44;

/**
 * Silence as a sound: between clips it goes through the same element, so that a phone with a dark screen does not put
 * the app to sleep, and the end of the gap comes as punctually as the end of a clip.
 */
export function silenceWav(durationMs: number): Blob {
  const samples = Math.max(1, Math.round((durationMs / 1000) * RATE_HZ));
  const bytes = new Uint8Array(HEADER_BYTES + samples).fill(SILENT);
  const view = new DataView(bytes.buffer);
  const ascii = (at: number, text: string) => {
    for (let index = 0; index < text.length; index += 1) view.setUint8(at + index, text.charCodeAt(index));
  };
  ascii(0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + samples, true);
  ascii(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE_HZ, true);
  view.setUint32(28, RATE_HZ, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  ascii(36, 'data');
  view.setUint32(40, samples, true);
  return new Blob([bytes], { type: 'audio/wav' });
}
