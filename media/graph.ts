/** The filter graphs of a panel rendition, made of numbers and fixed words only. */
import { displaySize, type Size } from '../core/picture/placing.ts';
import { scaledSize } from './geometry.ts';
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

/** Pixel formats with an alpha channel, as ffmpeg names them (pixdesc.c); of `pal8` GIF and PNG make use for it. */
const hasAlpha = (pixelFormat: string | null): boolean =>
  /^(?:bgra|rgba|argb|abgr|pal8|ya8|ya16|gbrap|yuva|rgba64|bgra64)/.test(pixelFormat ?? '');

/** What is transparent becomes white, as in stills. */
const ON_WHITE =
  'format=rgba,split[clear][copy];[copy]lutrgb=r=255:g=255:b=255:a=255,format=rgb24[white];' +
  '[white][clear]overlay=format=rgb';

/** A blurred background is made this many times smaller, which is most of the blurring and makes the rest cheap. */
const BLUR_SHRINK = 8;
/** Passes of a 5-pixel box on the small picture: hides every letter and face. */
const BLUR = 'boxblur=2:2';
/** Darker than the picture before it, so that the eye stays on that. */
const DARKER = 'lutyuv=y=16+(val-16)*0.6:u=128+(val-128)*0.6:v=128+(val-128)*0.6';

/** The whole picture, sharp, on a darkened, blurred copy of itself that fills the panel. */
function onBlurredCopy(display: Size, inside: Size, panel: Size, colours: string): string {
  const small = {
    widthPx: Math.max(8, Math.ceil(panel.widthPx / BLUR_SHRINK)),
    heightPx: Math.max(8, Math.ceil(panel.heightPx / BLUR_SHRINK)),
  };
  const filled = scaledSize(display, small, 'cover');
  return [
    'split[near][far]',
    `[far]scale=${filled.widthPx}:${filled.heightPx}:flags=area:${colours},format=yuv420p,` +
      `crop=${small.widthPx}:${small.heightPx},${BLUR},${DARKER},` +
      `scale=${panel.widthPx}:${panel.heightPx}:flags=bicubic,setsar=1[back]`,
    `[near]scale=${inside.widthPx}:${inside.heightPx}:flags=bicubic:${colours},format=yuv420p,setsar=1[front]`,
    '[back][front]overlay=(W-w)/2:(H-h)/2:format=yuv420',
  ].join(';');
}

/**
 * The picture: upright (ffmpeg applies the rotation flag itself), square pixels, placed on the panel, BT.709 limited
 * range, constant rate from 0, and exactly as many frames as the airing has, the last one held. The first `skipMs` of
 * what is read are left out.
 */
export function pictureFilters(
  video: VideoFacts,
  target: PanelTarget,
  rate: PanelRate,
  canToneMap: boolean,
  skipMs = 0,
): string {
  const { stream, rotationDeg } = video;
  const coded = { widthPx: stream.width, heightPx: stream.height };
  const display = displaySize(coded, stream.sample_aspect_ratio ?? { num: 1, den: 1 }, rotationDeg);
  const scaled = scaledSize(display, target, target.fit);
  const toneMapped = isHdr(video) && canToneMap;
  const matrix = toneMapped ? 'bt709' : colourMatrix(video);
  const { widthPx, heightPx } = target;
  const constantRate = `fps=fps=${rate}:start_time=0`;
  // The overlay filter drops the last frame it gets, which may be one that lasts for seconds.
  const isLaidOver = target.fit === 'blur' || hasAlpha(stream.pix_fmt);
  const colours = `in_color_matrix=${matrix}:out_color_matrix=bt709:out_range=tv`;
  const placed =
    target.fit === 'blur'
      ? [onBlurredCopy(display, scaled, target, colours)]
      : [
          `scale=${scaled.widthPx}:${scaled.heightPx}:flags=bicubic:${colours}`,
          'format=yuv420p',
          'setsar=1',
          ...(target.fit === 'contain' ? [`pad=${widthPx}:${heightPx}:-1:-1:black`] : []),
          ...(target.fit === 'cover' ? [`crop=${widthPx}:${heightPx}`] : []),
        ];
  return [
    ...(stream.field_order === 'progressive' ? [] : ['yadif=deint=interlaced']),
    ...(isLaidOver ? [constantRate] : []),
    ...(hasAlpha(stream.pix_fmt) ? [ON_WHITE] : []),
    ...(toneMapped ? toneMap(video) : []),
    ...placed,
    ...(isLaidOver ? [] : [constantRate]),
    ...(skipMs > 0 ? [`trim=start=${skipMs}ms`, 'setpts=PTS-STARTPTS'] : []),
    'tpad=stop=-1:stop_mode=clone',
    `trim=end_frame=${frameCount(target.airDurationMs, rate)}`,
  ].join(',');
}

/** What comes before a chain for sound so that the first `skipMs` of what is read are left out. */
export const skipSound = (skipMs: number): string =>
  skipMs > 0 ? `aresample=48000:async=1:first_pts=0,atrim=start=${skipMs}ms,asetpts=PTS-STARTPTS,` : '';
