/**
 * What ffmpeg may open. Playlists (HLS, DASH, ffconcat), devices and everything that names other files or hosts are
 * absent, so a text file dressed as a video opens nothing (ffmpeg-formats, "Format Options"; ffmpeg-protocols).
 */

/** Demuxer by what the first bytes say the file is; the uploader's name and claimed type decide nothing. */
export const DEMUXER_OF_TYPE = {
  'video/mp4': 'mov',
  'video/quicktime': 'mov',
  'video/x-m4v': 'mov',
  'video/3gpp': 'mov',
  'video/3gpp2': 'mov',
  'audio/mp4': 'mov',
  'audio/x-m4a': 'mov',
  'video/webm': 'matroska',
  'video/matroska': 'matroska',
  'video/x-matroska': 'matroska',
  'audio/webm': 'matroska',
  'video/vnd.avi': 'avi',
  'video/mp2t': 'mpegts',
  'video/mpeg': 'mpeg',
  'video/MP1S': 'mpeg',
  'video/MP2P': 'mpeg',
  'image/gif': 'gif',
  'image/apng': 'apng',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/ogg': 'ogg',
  'video/ogg': 'ogg',
  'application/ogg': 'ogg',
  'audio/ogg; codecs=opus': 'ogg',
  'audio/flac': 'flac',
  'audio/x-flac': 'flac',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
} as const;

export type Demuxer = (typeof DEMUXER_OF_TYPE)[keyof typeof DEMUXER_OF_TYPE];

export const FORMAT_WHITELIST = [...new Set(Object.values(DEMUXER_OF_TYPE))]
  // A demuxer is matched by each of its names; these two answer to several.
  .flatMap((name) => (name === 'mov' ? ['mov', 'mp4', 'm4a', '3gp', '3g2', 'mj2'] : [name]))
  .concat('webm')
  .join(',');

/** Decoders that phones, cameras and office programs need; the other four hundred stay shut. */
export const CODEC_WHITELIST = [
  ...[
    'h264',
    'hevc',
    'mpeg4',
    'mpeg2video',
    'mpeg1video',
    'h263',
    'msmpeg4',
    'mjpeg',
    'prores',
    'gif',
    'png',
    'apng',
  ],
  ...['vp8', 'vp9', 'libdav1d', 'libaom-av1', 'av1'],
  ...['aac', 'mp3float', 'mp3', 'mp2', 'mp2float', 'ac3', 'eac3', 'opus', 'vorbis', 'flac', 'alac', 'amrnb'],
  ...['pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s32le', 'pcm_f32le', 'pcm_u8', 'pcm_mulaw', 'pcm_alaw'],
].join(',');

/** No network, no other schemes: only files and the pipes we hand over. */
export const PROTOCOL_WHITELIST = 'file,pipe';

/** 50 megapixels: twice an 8K frame is 66, a good phone photo 50. Refused before a frame is allocated. */
export const MAX_PIXELS = 50_000_000;
export const MAX_SIDE_PX = 8192;

/** Stills: the largest phone sensor has 108 megapixels (12,000 × 9,000), a phone's panorama 30,000 a side. */
export const MAX_STILL_PIXELS = 120_000_000;
export const MAX_STILL_SIDE_PX = 32_768;
