import { ffmpegTo, TONE_HZ, type Kind } from './kind.ts';

const tone = ['-f', 'lavfi', '-i', `sine=frequency=${TONE_HZ}:sample_rate=48000:duration=3,volume=-12dB`];

const sound = (name: string, file: string, args: readonly string[], more: Partial<Kind> = {}): Kind => ({
  name,
  file,
  make: (path) => ffmpegTo(path, [...tone, ...args]),
  version: args.join(' ').length,
  expect: { as: 'sound', tone: TONE_HZ },
  ...more,
});

export const SOUNDS: Kind[] = [
  sound(
    'WhatsApp voice message (Opus in OGG)',
    'PTT-20260817-WA0001.opus',
    ['-c:a', 'libopus', '-b:a', '16k', '-ac', '1', '-f', 'ogg'],
    { always: true },
  ),
  sound('M4A (AAC)', 'rekaman.m4a', ['-c:a', 'aac']),
  sound('M4A (Apple Lossless)', 'studio.m4a', ['-c:a', 'alac']),
  sound('MP3', 'siaran.mp3', ['-c:a', 'libmp3lame']),
  sound('MP3 with a variable bit rate', 'vbr.mp3', ['-c:a', 'libmp3lame', '-q:a', '5']),
  sound('WAV, 16 bit', 'rekaman.wav', ['-c:a', 'pcm_s16le']),
  sound('WAV, 24 bit, 96 kHz', 'studio.wav', ['-c:a', 'pcm_s24le', '-ar', '96000']),
  sound('WAV, 8 kHz telephone', 'telepon.wav', ['-c:a', 'pcm_alaw', '-ar', '8000']),
  sound('FLAC', 'arsip.flac', ['-c:a', 'flac']),
  sound('OGG Vorbis', 'lama.ogg', ['-c:a', 'libvorbis']),
  sound('Opus in WebM (recorded in a browser)', 'rekam.webm', ['-c:a', 'libopus']),
  sound('AAC without a container', 'mentah.aac', ['-c:a', 'aac', '-f', 'adts']),
  sound('Stereo', 'stereo.mp3', ['-af', 'pan=stereo|c0=c0|c1=c0', '-c:a', 'libmp3lame']),
  sound('Stereo, one side upside down', 'terbalik.wav', [
    '-af',
    'pan=stereo|c0=c0|c1=-1*c0',
    '-c:a',
    'pcm_s16le',
  ]),
  sound('5.1, the voice in the centre', 'bioskop.wav', ['-af', 'pan=5.1|FC=c0', '-c:a', 'pcm_s16le']),
  sound('A recording of silence', 'hening.wav', ['-af', 'volume=0', '-c:a', 'pcm_s16le'], {
    expect: { as: 'refused', code: 'silent' },
  }),
];
