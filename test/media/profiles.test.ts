import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProbeStream } from '../../media/probe/ffprobe.ts';
import type { VideoFacts } from '../../media/probe/model.ts';
import { timingOf } from '../../media/probe/timing.ts';
import { colourMatrix, frameCount, panelRate, pictureObstacles } from '../../media/profiles.ts';

const PANEL = { widthPx: 384, heightPx: 192, fit: 'contain' as const, airDurationMs: 10_000 };

const STREAM: ProbeStream = {
  index: 0,
  codec_type: 'video',
  codec_name: 'h264',
  profile: 'High',
  pix_fmt: 'yuv420p',
  level: 31,
  width: 384,
  height: 192,
  has_b_frames: 0,
  field_order: 'progressive',
  color_range: 'tv',
  color_space: 'bt709',
  color_transfer: 'bt709',
  color_primaries: 'bt709',
  sample_aspect_ratio: { num: 1, den: 1 },
  avg_frame_rate: { num: 30, den: 1 },
  time_base: { num: 1, den: 15_360 },
  start_time: 0,
  duration: 10_000,
  sample_rate: 0,
  channels: 0,
  disposition: { default: 1, attached_pic: 0, comment: 0, visual_impaired: 0, hearing_impaired: 0 },
  side_data_list: [],
};
const FACTS: VideoFacts = {
  stream: STREAM,
  rotationDeg: 0,
  timing: {
    frames: 300,
    startMs: 0,
    endMs: 10_000,
    constantRate: true,
    maxKeyframeGapMs: 1000,
    startsWithKeyframe: true,
  },
};
const withStream = (stream: Partial<ProbeStream>): VideoFacts => ({
  ...FACTS,
  stream: { ...STREAM, ...stream },
});
const withTiming = (timing: Partial<VideoFacts['timing']>): VideoFacts => ({
  ...FACTS,
  timing: { ...FACTS.timing, ...timing },
});

describe('whether an upload is what a panel plays already', () => {
  test('one that is has no obstacles', () => expect(pictureObstacles(FACTS, PANEL)).toEqual([]));
  test('nor one of 20 frames a second', () =>
    expect(pictureObstacles(withTiming({ frames: 200 }), PANEL)).toEqual([]));

  test.each<[string, VideoFacts]>([
    ['codec', withStream({ codec_name: 'hevc' })],
    ['profile', withStream({ profile: 'High 4:2:2' })],
    ['level', withStream({ level: 51 })],
    ['pixel format', withStream({ pix_fmt: 'yuvj420p' })],
    ['colour', withStream({ color_space: 'smpte170m' })],
    ['colour', withStream({ color_range: 'pc' })],
    ['colour', withStream({ color_transfer: 'arib-std-b67' })],
    ['size', withStream({ width: 382 })],
    ['rotation', { ...FACTS, rotationDeg: 180 }],
    ['aspect', withStream({ sample_aspect_ratio: { num: 4, den: 3 } })],
    ['interlaced', withStream({ field_order: 'tt' })],
    ['B-frames', withStream({ has_b_frames: 2 })],
    ['variable rate', withTiming({ constantRate: false })],
    ['frame rate', withTiming({ frames: 1200 })],
    ['frame rate', withTiming({ frames: 190 })],
    ['keyframes', withTiming({ maxKeyframeGapMs: 8000 })],
    ['keyframes', withTiming({ startsWithKeyframe: false })],
    ['start', withTiming({ startMs: 200, endMs: 10_200 })],
    ['duration', withTiming({ endMs: 9900, frames: 297 })],
  ])('%s stands in the way', (obstacle, facts) => {
    expect(pictureObstacles(facts, PANEL)).toEqual([obstacle]);
  });
});

test.each<[number, number, number]>([
  [24, 1, 25],
  [24_000, 1001, 25],
  [25, 1, 25],
  [30_000, 1001, 30],
  [50, 1, 50],
  [60_000, 1001, 60],
  [240, 1, 60],
  [10, 1, 25],
])('%i/%i frames a second become %i', (num, den, rate) => {
  expect(panelRate(withStream({ avg_frame_rate: { num, den } }))).toBe(rate);
});

test('untagged video is BT.709 when high, BT.601 when low', () => {
  const matrix = (height: number) => colourMatrix(withStream({ color_space: null, height }));
  expect([matrix(1080), matrix(720), matrix(576)]).toEqual(['bt709', 'bt709', 'bt601']);
});

test('the frames of an airing cover it, and none of them wholly lies after it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 300_000 }), fc.constantFrom(25, 30, 50, 60), (airMs, fps) => {
      const endMs = (frameCount(airMs, fps) * 1000) / fps;
      expect(endMs >= airMs - 1e-6 && endMs - airMs < 1000 / fps).toBe(true);
    }),
  );
});

describe('timing from a packet index', () => {
  const packet = (pts: number, flags = '__') => ({ stream_index: 0, pts, duration: 512, flags });

  test('is the same in whatever order packets are stored', () => {
    const packets = Array.from({ length: 60 }, (_, i) => packet(i * 512, i % 30 === 0 ? 'K_' : '__'));
    const expected = timingOf(STREAM, packets);
    expect(expected).toMatchObject({ frames: 60, constantRate: true, maxKeyframeGapMs: 1000, endMs: 2000 });
    fc.assert(
      fc.property(fc.shuffledSubarray(packets, { minLength: 60 }), (shuffled) => {
        expect(timingOf(STREAM, shuffled)).toEqual(expected);
      }),
    );
  });

  test('leaves out what an edit list discards, and other tracks', () => {
    const packets = [
      packet(-1024, 'KD'),
      packet(0, 'K_'),
      packet(512),
      { ...packet(90_000), stream_index: 1 },
    ];
    expect(timingOf(STREAM, packets)).toMatchObject({ frames: 2, startMs: 0 });
  });

  test('a dropped frame makes the rate variable', () => {
    expect(
      timingOf(
        STREAM,
        [0, 1, 2, 4, 5].map((i) => packet(i * 512)),
      ),
    ).toMatchObject({ constantRate: false });
  });

  test('is found of as many packets as there are', () => {
    const packets = Array.from({ length: 200_000 }, (_, i) => packet(i, 'K_'));
    expect(timingOf(STREAM, packets)).toMatchObject({ frames: 200_000, constantRate: true });
  });

  test('nothing is known of an empty track', () => expect(timingOf(STREAM, [])).toBeNull());
});
