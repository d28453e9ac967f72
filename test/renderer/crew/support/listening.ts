/** What really comes out of a phone: the page's own sound element led through a meter, sample by sample. */
import type { Page } from 'playwright-core';

export interface HeardSound {
  sha256: string;
  /** Loudest stretch of 2,048 samples, RMS, full scale is 1. */
  loudest: number;
}

interface Listening {
  sounds: { blob: Blob; loudest: number }[];
}
declare global {
  interface Window {
    listening?: Listening;
  }
}

/** A meter's window may still hold the end of the sound before. */
const SETTLING_MS = 100;

/** From the next load of the page on, everything that plays is measured; at `speed` times its own. */
export async function listenIn(page: Page, speed: number): Promise<void> {
  await page.addInitScript(
    ({ rate, settlingMs }) => {
      const listening: Listening = { sounds: [] };
      window.listening = listening;
      const blobs = new Map<string, Blob>();
      const createUrl = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (blob: Blob) => {
        const url = createUrl(blob);
        blobs.set(url, blob);
        return url;
      };
      const measure = (element: HTMLAudioElement): void => {
        const context = new AudioContext();
        const meter = context.createAnalyser();
        context.createMediaElementSource(element).connect(meter).connect(context.destination);
        const samples = new Float32Array(meter.fftSize);
        let [sinceMs, url] = [0, ''];
        element.addEventListener('playing', () => {
          const blob = blobs.get(element.src);
          if (blob === undefined || element.src === url) return;
          [sinceMs, url] = [performance.now(), element.src];
          listening.sounds.push({ blob, loudest: 0 });
        });
        setInterval(() => {
          const now = listening.sounds.at(-1);
          if (now === undefined || element.paused || performance.now() - sinceMs < settlingMs) return;
          meter.getFloatTimeDomainData(samples);
          const rms = Math.hypot(...samples) / Math.sqrt(samples.length);
          now.loudest = Math.max(now.loudest, rms);
        }, 10);
      };
      window.Audio = new Proxy(window.Audio, {
        construct(Plain) {
          const element = new Plain();
          element.defaultPlaybackRate = rate;
          element.addEventListener('play', () => measure(element), { once: true });
          return element;
        },
      });
    },
    { rate: speed, settlingMs: SETTLING_MS },
  );
}

/** The recordings that were played since the page was loaded, in order; silence made by the app is not among them. */
export const heardIn = (page: Page): Promise<HeardSound[]> =>
  page.evaluate(async () => {
    const recordings = window.listening?.sounds.filter(({ blob }) => blob.type === 'audio/mpeg') ?? [];
    return await Promise.all(
      recordings.map(async ({ blob, loudest }) => {
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
        const sha256 = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
        return { sha256, loudest };
      }),
    );
  });
