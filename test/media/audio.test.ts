import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { Rendition } from '../../core/model/catalogue.ts';
import {
  espeakNg,
  measureLoudness,
  mixLoop,
  probeMedia,
  renderCarAudio,
  type CarAudioResult,
  type CarAudioSource,
} from '../../media/index.ts';
import type { MediaName } from '../fixtures/media.ts';
import { makeMedia } from '../support/make-media.ts';
import { leftIn, workFolder } from '../support/work-folder.ts';

const TAGS = { title: 'Waspada Luapan — “Kali Tirta” 水', artist: 'Diskominfo Tirtaraya', album: 'Wawaran' };

async function clip(source: CarAudioSource, workDir?: string): Promise<CarAudioResult> {
  const outcome = await renderCarAudio({ source, workDir: workDir ?? (await workFolder()), tags: TAGS });
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.detail}`);
  return outcome.value;
}

const itemOf = ({ path, rendition }: CarAudioResult, gapMs: number) => {
  return { path, durationMs: rendition.durationMs ?? 0, gapMs };
};

async function speak(text: string, workDir: string): Promise<string> {
  const spoken = await espeakNg.speak({ text, language: 'id', workDir });
  if (!spoken.ok) throw new Error(spoken.error.code);
  return spoken.value.path;
}

const recording = async (name: MediaName): Promise<CarAudioSource> => ({
  kind: 'recording',
  path: await makeMedia(name),
});

async function expectCarLoudness(path: string): Promise<void> {
  const loudness = await measureLoudness(path);
  if (!loudness.ok) throw new Error(loudness.error.code);
  expect(Math.abs(loudness.value.integratedLufs + 16)).toBeLessThanOrEqual(0.5);
  expect(loudness.value.truePeakDbtp).toBeLessThanOrEqual(-1.5);
}

describe('[F60] a clip for a loudspeaker car', () => {
  test.each<MediaName>(['audioVoice', 'audioLoud', 'audioPeaky', 'videoSurround'])(
    'made of %s is at −16 LUFS ±0.5 and at most −1.5 dBTP after encoding',
    async (name) => {
      const { path, rendition } = await clip(await recording(name));
      await expectCarLoudness(path);
      expect(await probeMedia(path)).toMatchObject({
        value: {
          kind: 'audio',
          container: 'mp3',
          audio: { codec: 'mp3', sampleRateHz: 44_100, channels: 1 },
        },
      });
      expect(Rendition.parse(rendition)).toMatchObject({
        kind: 'audio',
        mimeType: 'audio/mpeg',
        widthPx: null,
      });
    },
  );

  test('spoken from the script is as loud as a recorded one', async () => {
    const text =
      'Perhatian warga bantaran Kali Tirta. Permukaan air naik. Dalam keadaan darurat, hubungi 112.';
    const { path, rendition } = await clip({ kind: 'script', text, language: 'id' });
    await expectCarLoudness(path);
    expect(rendition.durationMs).toBeGreaterThan(4000);
  });

  test('carries its title in ID3v2.3, in any script, with quotes and dashes', async () => {
    const content = await readFile((await clip(await recording('audioVoice'))).path);
    expect([...content.subarray(0, 5)]).toEqual([...Buffer.from('ID3\x03\x00', 'latin1')]);
    expect(content.subarray(0, 600).includes(Buffer.from(TAGS.title, 'utf16le'))).toBe(true);
  });

  test('is constant in bitrate: bytes tell the time', async () => {
    const { rendition } = await clip(await recording('audioVoice'));
    expect(Math.abs(rendition.bytes / 16 - (rendition.durationMs ?? 0))).toBeLessThan(60);
  });

  test('cannot be made of silence, of a picture without sound, or of a script without words', async () => {
    const workDir = await workFolder();
    const code = async (source: CarAudioSource): Promise<string> => {
      const outcome = await renderCarAudio({ source, workDir, tags: TAGS });
      return outcome.ok ? 'accepted' : outcome.error.code;
    };
    expect(await code(await recording('audioSilence'))).toBe('silent');
    expect(await code(await recording('videoRedBlue'))).toBe('no_sound');
    expect(await code({ kind: 'script', text: '\n', language: 'id' })).toMatch(/silent|unreadable/);
    expect(await leftIn(workDir)).toEqual([]);
  });

  test('leaves nothing behind when cancelled', async () => {
    const workDir = await workFolder();
    const controller = new AbortController();
    const source = await recording('audioVoice');
    const onProgress = (): void => controller.abort();
    const work = renderCarAudio({ source, workDir, tags: TAGS, signal: controller.signal, onProgress });
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(await leftIn(workDir)).toEqual([]);
  });
});

describe('speech', () => {
  test('a script full of markup and shell words is spoken as text and harms nothing', async () => {
    const workDir = await workFolder();
    const text = '--help; $(touch x) <audio src="/etc/passwd"/> [[h@l\'oU]] & selesai.';
    const path = await speak(text, workDir);
    expect(await probeMedia(path)).toMatchObject({ value: { kind: 'audio', container: 'wav' } });
    expect(await leftIn(workDir)).toHaveLength(1);
  });

  test('sentences are apart', async () => {
    const durationMs = async (text: string): Promise<number> => {
      const path = await speak(text, await workFolder());
      const probe = await probeMedia(path);
      return probe.ok ? (probe.value.durationMs ?? 0) : 0;
    };
    expect(await durationMs('Air naik. Segera pindah.')).toBeGreaterThan(
      (await durationMs('Air naik segera pindah.')) + 300,
    );
  });
});

describe('the loop', () => {
  test('holds every clip with chime and gap, as often as whole rounds fit, at the same loudness', async () => {
    const workDir = await workFolder();
    const clips = [await clip(await recording('audioVoice')), await clip(await recording('audioLoud'))];
    const chime = await clip({ kind: 'chime' });
    const items = clips.flatMap((one) => [itemOf(chime, 0), itemOf(one, 3000)]);
    const loop = await mixLoop({ items, workDir, tags: TAGS, lengthMs: 60_000 });
    const roundMs = items.reduce((sum, item) => sum + item.durationMs + item.gapMs, 0);
    expect(loop.rounds).toBe(Math.floor(60_000 / roundMs));
    expect(Math.abs(loop.durationMs - loop.rounds * roundMs)).toBeLessThan(200 * loop.rounds);
    await expectCarLoudness(loop.path);
    const probe = await probeMedia(loop.path);
    expect(probe.ok && Math.abs((probe.value.durationMs ?? 0) - loop.durationMs) < 100).toBe(true);
    expect(await leftIn(workDir)).toEqual([`${loop.sha256}.mp3`]);
  });

  test('of one long clip is one round', async () => {
    const items = [itemOf(await clip(await recording('audioVoice')), 4000)];
    const loop = await mixLoop({ items, workDir: await workFolder(), tags: TAGS, lengthMs: 1000 });
    expect(loop.rounds).toBe(1);
  });

  test('of nothing is a fault', async () => {
    const work = mixLoop({ items: [], workDir: await workFolder(), tags: TAGS });
    await expect(work).rejects.toMatchObject({ code: 'loop_size' });
  });
});
