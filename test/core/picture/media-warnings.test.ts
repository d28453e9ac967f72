import { describe, expect, test } from 'vitest';
import type { MediaProbe } from '../../../core/model/catalogue.ts';
import { fileWarnings, panelWarnings } from '../../../core/picture/media-warnings.ts';

const probeOf = (widthPx: number, heightPx: number, changes: Partial<MediaProbe> = {}): MediaProbe => ({
  kind: 'image',
  container: 'jpeg',
  durationMs: null,
  video: {
    codec: 'jpeg',
    profile: null,
    pixelFormat: 'srgb',
    widthPx,
    heightPx,
    frameRate: null,
    rotationDeg: 0,
    sampleAspect: { num: 1, den: 1 },
    transfer: null,
    hasBFrames: false,
  },
  audio: null,
  pages: 1,
  ...changes,
});
const PANEL = { widthPx: 384, heightPx: 192 };

describe('a picture on a panel', () => {
  test('enlarged more than 1.5 times is warned of, with the factor', () => {
    expect(panelWarnings(probeOf(128, 64), [PANEL], 'contain')).toEqual([
      { code: 'upscaled', panel: PANEL, value: 3, limit: 1.5 },
    ]);
    expect(panelWarnings(probeOf(256, 128), [PANEL], 'contain')).toEqual([]);
  });

  test('is judged as a viewer sees it, rotation applied', () => {
    const lying = probeOf(192, 384);
    const video = lying.video === null ? null : { ...lying.video, rotationDeg: 90 as const };
    expect(panelWarnings({ ...lying, video }, [PANEL], 'contain')).toEqual([]);
  });

  test('portrait: contain leaves most black, cover cuts most off, blur does neither', () => {
    const portrait = probeOf(1080, 1920);
    const codes = (['contain', 'cover', 'blur'] as const).map((fit) =>
      panelWarnings(portrait, [PANEL], fit).map(({ code, value }) => [code, value]),
    );
    expect(codes).toEqual([[['mostly_black', 71.88]], [['cut_off', 71.88]], []]);
  });

  test('each panel size is judged for itself', () => {
    const small = { widthPx: 192, heightPx: 96 };
    expect(panelWarnings(probeOf(192, 96), [small, PANEL], 'fill').map(({ panel }) => panel)).toEqual([
      PANEL,
    ]);
  });

  test('a page of a document is drawn at any size', () => {
    expect(panelWarnings(probeOf(64, 32, { container: 'pdf' }), [PANEL], 'contain')).toEqual([]);
  });
});

test('which of several sound tracks is heard is told', () => {
  const audio = { codec: 'aac', sampleRateHz: 48_000, channels: 2, track: 2, tracks: 3 };
  expect(fileWarnings(probeOf(1, 1, { audio }))).toEqual([
    { code: 'sound_track_chosen', panel: null, value: 2, limit: 3 },
  ]);
  expect(fileWarnings(probeOf(1, 1, { audio: { ...audio, track: 1, tracks: 1 } }))).toEqual([]);
});
