/** The filter graphs of a panel rendition, made of numbers and fixed words only. */
import { displaySize, scaledSize } from './geometry.ts';
import type { VideoFacts } from './probe/model.ts';
import { colourMatrix, frameCount, isHdr, type PanelRate, type PanelTarget } from './profiles.ts';

/**
 * HDR to SDR: to linear light at 100 nits, Hable's curve, back to BT.709 (ffmpeg-filters, zscale and tonemap).
 * The input's tags are repeated because zscale refuses frames whose tags are incomplete.
 */
function toneMap(video: VideoFacts): string[] {
  const transfer = video.stream.color_transfer ?? 'smpte2084';
  return [
    `zscale=tin=${transfer}:min=2020_ncl:pin=2020:rin=tv:t=linear:npl=100`,
    'format=gbrpf32le',
    'zscale=p=709',
    'tonemap=tonemap=hable:desat=0',
    'zscale=t=709:m=709:r=tv',
    'format=yuv420p',
  ];
}

/**
 * The picture: upright (ffmpeg applies the rotation flag itself), square pixels, placed on the panel, BT.709 limited
 * range, constant rate from 0, and exactly as many frames as the airing has, the last one held.
 */
export function pictureFilters(
  video: VideoFacts,
  target: PanelTarget,
  rate: PanelRate,
  canToneMap: boolean,
): string {
  const { stream, rotationDeg } = video;
  const coded = { widthPx: stream.width, heightPx: stream.height };
  const display = displaySize(coded, stream.sample_aspect_ratio ?? { num: 1, den: 1 }, rotationDeg);
  const scaled = scaledSize(display, target, target.fit);
  const toneMapped = isHdr(video) && canToneMap;
  const matrix = toneMapped ? 'bt709' : colourMatrix(video);
  const { widthPx, heightPx } = target;
  return [
    ...(stream.field_order === 'progressive' ? [] : ['yadif=deint=interlaced']),
    ...(toneMapped ? toneMap(video) : []),
    `scale=${scaled.widthPx}:${scaled.heightPx}:flags=bicubic:in_color_matrix=${matrix}:out_color_matrix=bt709:out_range=tv`,
    'format=yuv420p',
    'setsar=1',
    ...(target.fit === 'contain' ? [`pad=${widthPx}:${heightPx}:-1:-1:black`] : []),
    ...(target.fit === 'cover' ? [`crop=${widthPx}:${heightPx}`] : []),
    `fps=fps=${rate}:start_time=0`,
    'tpad=stop=-1:stop_mode=clone',
    `trim=end_frame=${frameCount(target.airDurationMs, rate)}`,
  ].join(',');
}

/** EBU R 128 s2 and streaming practice: programme loudness for screens and cars alike. */
export const TARGET_LUFS = -16;

/** The sound: stereo, levelled by a known gain, peaks held, silence added or cut to the airing's length. */
export function soundFilters(airDurationMs: number, gainDb: number): string {
  return [
    'aresample=48000:async=1:first_pts=0',
    'aformat=sample_fmts=fltp:channel_layouts=stereo',
    `volume=${gainDb.toFixed(2)}dB`,
    'alimiter=limit=0.79:level=false:attack=5:release=50',
    'apad',
    `atrim=end=${airDurationMs}ms`,
  ].join(',');
}
