/** How a still is placed on a panel. Part of the program in the sandbox. */
import sharp, { type Sharp } from 'sharp';
import type { Fit } from '../../core/model/catalogue.ts';

/** As for videos (`graph.ts`): a smaller copy, blurred and darkened, behind the whole picture. */
const BLUR_SHRINK = 8;
const BLUR_SIGMA = 2.5;
const BLUR_BRIGHTNESS = 0.6;

async function onBlurredCopy(picture: Sharp, widthPx: number, heightPx: number): Promise<Sharp> {
  const front = await picture.resize(widthPx, heightPx, { fit: 'inside' }).png().toBuffer();
  const small = await sharp(front)
    .resize(Math.ceil(widthPx / BLUR_SHRINK), Math.ceil(heightPx / BLUR_SHRINK), { fit: 'cover' })
    .blur(BLUR_SIGMA)
    .linear(BLUR_BRIGHTNESS, 0)
    .png()
    .toBuffer();
  const back = await sharp(small)
    .resize(widthPx, heightPx, { fit: 'fill', kernel: 'cubic' })
    .png()
    .toBuffer();
  return sharp(back).composite([{ input: front, gravity: 'centre' }]);
}

/** `picture` on a panel of that size: sRGB, opaque, what is left of the panel black. */
export async function place(picture: Sharp, widthPx: number, heightPx: number, fit: Fit): Promise<Sharp> {
  const opaque = picture.flatten({ background: 'white' }).toColourspace('srgb');
  if (fit === 'blur') return onBlurredCopy(opaque, widthPx, heightPx);
  return opaque.resize(widthPx, heightPx, { fit, background: 'black' });
}
