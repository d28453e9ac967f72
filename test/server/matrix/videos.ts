import { copyFile, rm } from 'node:fs/promises';
import { ffmpegTo, LEFT_RIGHT, OTHER_HZ, TONE_HZ, type Expected, type Kind, type Look } from './kind.ts';

const lavfi = (graph: string): string[] => ['-f', 'lavfi', '-i', graph];
const SECONDS = 2;
const picture = (size = '320x160', rate = '30'): string[] =>
  lavfi(`color=red:size=${size}:rate=${rate}:duration=${SECONDS},drawbox=x=iw/2:w=iw/2:h=ih:c=blue:t=fill`);
const tone = (hz = TONE_HZ): string[] =>
  lavfi(`sine=frequency=${hz}:sample_rate=48000:duration=${SECONDS},volume=-6dB`);
const silence = lavfi(`anullsrc=r=48000:cl=mono:d=${SECONDS}`);
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const x265 = ['-c:v', 'libx265', '-preset', 'ultrafast', '-tag:v', 'hvc1', '-x265-params'];
const aac = ['-c:a', 'aac', '-ac', '2'];
const bt709 = [
  '-color_primaries',
  'bt709',
  '-color_trc',
  'bt709',
  '-colorspace',
  'bt709',
  '-color_range',
  'tv',
];

/** As players show a quarter turn of what was recorded lying on its side. */
const TURNED: Look = [
  [0.1, 0.5, 'black'],
  [0.5, 0.25, 'blue'],
  [0.5, 0.75, 'red'],
  [0.9, 0.5, 'black'],
];
const seen: Expected = { as: 'video', look: LEFT_RIGHT };
const seenAndHeard: Expected = { as: 'video', look: LEFT_RIGHT, tone: TONE_HZ };

const kind = (
  name: string,
  file: string,
  args: readonly string[],
  expected: Expected = seen,
  more: Partial<Kind> = {},
): Kind => ({
  name,
  file,
  // In the text, so that a changed recipe makes a new file.
  version: hashOf(args),
  make: (path) => ffmpegTo(path, args),
  expect: expected,
  ...more,
});

const hashOf = (args: readonly string[]): number =>
  [...args.join(' ')].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0, 7);

/** White and black at 203 nits, the reference white of HDR (ITU-R BT.2408), coded for `transfer`. */
const hdr = (transfer: 'smpte2084' | 'arib-std-b67', whiteCode: number): string[] => [
  ...lavfi(`color=black:size=320x160:rate=30:duration=1,format=yuv420p10le`),
  ...[
    '-vf',
    `geq=lum='if(lt(X,W/2),${64 + Math.round(876 * whiteCode)},64)':cb=512:cr=512,setparams=color_primaries=bt2020:color_trc=${transfer}:colorspace=bt2020nc`,
  ],
  ...[...x265, `log-level=error:colorprim=bt2020:transfer=${transfer}:colormatrix=bt2020nc`],
  ...['-color_primaries', 'bt2020', '-color_trc', transfer, '-colorspace', 'bt2020nc'],
];
const whiteAndBlack: Expected = {
  as: 'video',
  look: [
    [0.25, 0.5, 'light'],
    [0.75, 0.5, 'black'],
  ],
};

/** A file first, then what ffmpeg makes of it without encoding again. */
const twoSteps =
  (extension: string, first: readonly string[], before: readonly string[], second: readonly string[]) =>
  async (path: string): Promise<void> => {
    const source = `${path}.source.${extension}`;
    await ffmpegTo(source, first);
    await ffmpegTo(path, [...before, '-i', source, ...second]);
    await rm(source);
  };

const tracks = (...sounds: string[][]): string[] => [
  ...picture(),
  ...sounds.flat(),
  ...['0', ...sounds.map((_, i) => String(i + 1))].flatMap((input) => ['-map', input]),
  ...x264,
  ...aac,
];

export const VIDEOS: Kind[] = [
  kind(
    'H.264 and AAC, from a phone or an office program',
    'liputan.mp4',
    [...picture(), ...tone(), ...x264, '-bf', '2', ...aac],
    seenAndHeard,
    { always: true },
  ),
  kind(
    'H.264 that is what the panel plays already',
    'siap.mp4',
    [...picture('192x96'), ...tone(), ...x264, '-bf', '0', '-g', '30', ...bt709, ...aac, '-ar', '48000'],
    seenAndHeard,
  ),
  kind('H.264 4:2:2, 10 bit', 'kamera.mp4', [
    ...picture(),
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv422p10le',
  ]),
  kind('H.264, full range', 'layar.mp4', [
    ...picture(),
    '-vf',
    'scale=out_range=pc',
    ...x264,
    '-pix_fmt',
    'yuvj420p',
    '-color_range',
    'pc',
  ]),
  kind('HEVC', 'hp.mp4', [...picture(), ...tone(), ...x265, 'log-level=error', ...aac], seenAndHeard),
  kind('HEVC, 10 bit', 'hp10.mp4', [...picture(), '-pix_fmt', 'yuv420p10le', ...x265, 'log-level=error']),
  kind('HEVC, HDR10 (PQ)', 'hdr10.mp4', hdr('smpte2084', 0.58), whiteAndBlack),
  kind('HEVC, HLG', 'hlg.mov', hdr('arib-std-b67', 0.75), whiteAndBlack),
  kind(
    'VP9 and Opus in WebM',
    'web.webm',
    [
      ...picture(),
      ...tone(),
      '-c:v',
      'libvpx-vp9',
      '-deadline',
      'realtime',
      '-cpu-used',
      '8',
      '-c:a',
      'libopus',
    ],
    seenAndHeard,
  ),
  kind(
    'VP8 and Vorbis in WebM',
    'lama.webm',
    [...picture(), ...tone(), '-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libvorbis'],
    seenAndHeard,
  ),
  kind('AV1 in MP4', 'av1.mp4', [...picture(), '-c:v', 'libsvtav1', '-preset', '12']),
  kind(
    'MPEG-2 program stream',
    'dvd.mpg',
    [...picture('320x160', '25'), ...tone(), '-c:v', 'mpeg2video', '-c:a', 'mp2', '-f', 'vob'],
    seenAndHeard,
  ),
  kind(
    'MPEG-2 transport stream, AC-3',
    'siaran.ts',
    [...picture('320x160', '25'), ...tone(), '-c:v', 'mpeg2video', '-c:a', 'ac3', '-f', 'mpegts'],
    seenAndHeard,
  ),
  kind(
    'H.264 transport stream (AVCHD)',
    '00001.mts',
    [...picture(), ...tone(), ...x264, '-c:a', 'ac3', '-f', 'mpegts'],
    seenAndHeard,
  ),
  kind(
    'ProRes and PCM',
    'edit.mov',
    [...picture(), ...tone(), '-c:v', 'prores_ks', '-profile:v', '3', '-c:a', 'pcm_s16le'],
    seenAndHeard,
  ),
  kind(
    'ProRes 4444 with alpha',
    'grafis.mov',
    [
      ...lavfi(
        `color=red:size=320x160:rate=30:duration=1,format=yuva444p10le,geq=lum='p(X,Y)':cb='cb(X,Y)':cr='cr(X,Y)':a='if(lt(X,W/2),1023,0)'`,
      ),
      ...['-c:v', 'prores_ks', '-profile:v', '4', '-pix_fmt', 'yuva444p10le'],
    ],
    {
      as: 'video',
      look: [
        [0.25, 0.5, 'red'],
        [0.75, 0.5, 'white'],
      ],
    },
  ),
  kind(
    'MPEG-4 Part 2 and MP3 in AVI',
    'lama.avi',
    [...picture(), ...tone(), '-c:v', 'mpeg4', '-q:v', '3', '-c:a', 'libmp3lame'],
    seenAndHeard,
  ),
  kind('Motion JPEG in AVI', 'saku.avi', [...picture(), '-c:v', 'mjpeg', '-q:v', '3']),
  kind('H.263 in 3GP', 'jadul.3gp', [...picture('352x288'), '-c:v', 'h263', '-q:v', '3'], {
    as: 'video',
    look: [
      [0.35, 0.5, 'red'],
      [0.65, 0.5, 'blue'],
      [0.1, 0.5, 'black'],
    ],
  }),
  kind(
    'Matroska, H.264 and FLAC',
    'rekaman.mkv',
    [...picture(), ...tone(), ...x264, '-c:a', 'flac'],
    seenAndHeard,
  ),
  kind(
    'Interlaced',
    'pita.mp4',
    [
      // Fields of black and of white in turn: seen without deinterlacing, every frame is a comb.
      ...lavfi(
        `color=black:size=320x160:rate=50:duration=${SECONDS},drawbox=x=iw/2:w=iw/2:h=ih:c=white:t=fill:enable='mod(n,2)',tinterlace=interleave_top,fieldorder=tff`,
      ),
      ...[...x264, '-flags', '+ilme+ildct', '-x264-params', 'tff=1', '-r', '25'],
    ],
    {
      as: 'video',
      look: [
        [0.25, 0.5, 'black'],
        [0.75, 0.5, 'black or white'],
      ],
    },
  ),
  kind('Variable frame rate (screen recorder)', 'rekam-layar.mp4', [
    ...picture(),
    '-vf',
    "select='not(eq(mod(n,7),3)+eq(mod(n,11),5))'",
    '-fps_mode',
    'vfr',
    ...x264,
  ]),
  kind('23.976 frames a second', 'film.mp4', [...picture('320x160', '24000/1001'), ...x264]),
  kind('60 frames a second', 'halus.mp4', [...picture('320x160', '60'), ...x264]),
  {
    ...kind('Lying on its side with a rotation flag', 'tegak.mp4', [], { as: 'video', look: TURNED }),
    version: 2,
    make: twoSteps('mp4', [...picture(), ...x264], [], ['-c', 'copy', '-metadata:s:v', 'rotate=90']),
  },
  {
    ...kind('Upside down with a rotation flag', 'terbalik.mp4', [], {
      as: 'video',
      look: [
        [0.25, 0.5, 'blue'],
        [0.75, 0.5, 'red'],
      ],
    }),
    make: twoSteps('mp4', [...picture(), ...x264], [], ['-c', 'copy', '-metadata:s:v', 'rotate=180']),
  },
  kind('Portrait without a flag', 'potret.mp4', [...picture('160x320'), ...x264], {
    as: 'video',
    look: [
      [0.1, 0.5, 'black'],
      [0.44, 0.5, 'red'],
      [0.56, 0.5, 'blue'],
      [0.9, 0.5, 'black'],
    ],
  }),
  kind('Odd width and height', 'ganjil.mp4', [
    ...picture('640x320'),
    '-vf',
    'scale=321:161,format=yuv444p',
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
  ]),
  kind('16 × 8 pixels', 'mungil.mp4', [...picture('16x8'), ...x264]),
  kind('Pixels that are not square', 'anamorfik.mp4', [...picture('160x160'), ...x264, '-aspect', '2:1']),
  kind('One frame', 'satu.mp4', [...picture(), '-frames:v', '1', ...x264]),
  kind('Without sound', 'bisu.mp4', [...picture(), ...x264]),
  kind('With a silent track', 'hening.mp4', [...picture(), ...silence, ...x264, ...aac], {
    as: 'video',
    look: LEFT_RIGHT,
    tone: null,
  }),
  kind(
    'Two sound tracks, the second marked as default',
    'dua-trek.mp4',
    [...tracks(tone(OTHER_HZ), tone()), '-disposition:a:0', '0', '-disposition:a:1', 'default'],
    seenAndHeard,
  ),
  kind('Two sound tracks, the default one empty', 'trek-kosong.mp4', tracks(silence, tone()), seenAndHeard),
  kind(
    'Two sound tracks, the first a commentary',
    'komentar.mkv',
    [...tracks(tone(OTHER_HZ), tone()), '-disposition:a:0', 'comment', '-disposition:a:1', '0'],
    seenAndHeard,
  ),
  kind(
    '5.1 in AAC, the voice in the centre',
    'bioskop.mp4',
    [...picture(), ...tone(), ...x264, '-af', 'pan=5.1|FC=c0', '-c:a', 'aac'],
    seenAndHeard,
  ),
  kind(
    '5.1 in AC-3',
    'bioskop.mkv',
    [...picture(), ...tone(), ...x264, '-af', 'pan=5.1|FC=c0', '-c:a', 'ac3'],
    seenAndHeard,
  ),
  kind('Mono', 'mono.mp4', [...picture(), ...tone(), ...x264, '-c:a', 'aac', '-ac', '1'], seenAndHeard),
  kind(
    'Sound longer than the picture',
    'ekor.mp4',
    [...picture(), ...lavfi(`sine=frequency=${TONE_HZ}:sample_rate=48000:duration=3`), ...x264, ...aac],
    seenAndHeard,
  ),
  {
    // Green before the cut, and a cut between keyframes, which only the edit list knows of.
    ...kind('With an edit list', 'potongan.mp4', [], seenAndHeard),
    make: twoSteps(
      'mp4',
      [
        ...lavfi(
          `color=red:size=320x160:rate=30:duration=3,drawbox=x=iw/2:w=iw/2:h=ih:c=blue:t=fill,drawbox=c=lime:t=fill:enable='lt(t,1)'`,
        ),
        ...lavfi(`sine=frequency=${TONE_HZ}:sample_rate=48000:duration=3`),
        ...[...x264, '-bf', '2', '-g', '300', ...aac],
      ],
      ['-ss', '1.1'],
      ['-c', 'copy'],
    ),
  },
  {
    ...kind('MP4 named .jpg', 'foto.jpg', [], seenAndHeard),
    make: async (path) => {
      await ffmpegTo(`${path}.mp4`, [...picture(), ...tone(), ...x264, ...aac]);
      await copyFile(`${path}.mp4`, path);
      await rm(`${path}.mp4`);
    },
  },
  {
    ...kind('MOV named .mp3', 'suara.mp3', [], seen),
    make: async (path) => {
      await ffmpegTo(`${path}.mov`, [...picture(), ...x264]);
      await copyFile(`${path}.mov`, path);
      await rm(`${path}.mov`);
    },
  },
  kind('Windows Media Video', 'lama.wmv', [...picture(), '-c:v', 'wmv2', '-f', 'asf'], {
    as: 'refused',
    code: 'unsupported_format',
  }),
  kind('Flash Video', 'lama.flv', [...picture(), '-c:v', 'flv', '-f', 'flv'], {
    as: 'refused',
    code: 'unsupported_format',
  }),
  kind(
    'Longer than the city allows',
    'seminar.mp4',
    [...lavfi('color=red:size=64x32:rate=1:duration=400'), ...x264],
    { as: 'refused', code: 'too_long' },
  ),
  kind(
    'Wider than 8192 pixels',
    'lebar.mp4',
    [...lavfi('color=red:size=8320x16:rate=1:duration=1'), ...x264],
    { as: 'refused', code: 'too_many_pixels' },
  ),
];
