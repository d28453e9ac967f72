/** What is asked of the program that decodes stills, and what it answers: one JSON text each way. */
import { z } from 'zod';
import type { Fit } from '../../core/model/catalogue.ts';

interface Source {
  sourcePath: string;
  /** Most pixels that are decoded. */
  maxPixels: number;
}

export type StillJob =
  | ({ job: 'inspect' } & Source)
  | ({
      job: 'render';
      widthPx: number;
      heightPx: number;
      fit: Fit;
      pngPath: string;
      jpegPath: string;
    } & Source)
  | ({ job: 'poster'; widthPx: number; heightPx: number; jpegPath: string } & Source);

const StillHeader = z.object({
  format: z.string().max(32),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  space: z.string().max(32),
  /** EXIF orientation (CIPA DC-008, tag 274). */
  orientation: z.int().min(0).max(255),
});

/** `inspect` answers null when there is no header, and says whether the picture within the limit decodes. */
export const InspectAnswer = z.object({ header: StillHeader.nullable(), decodes: z.boolean() });
export const RenderAnswer = z.object({ pngBytes: z.int().positive(), jpegBytes: z.int().positive() });
/** `exif`: the EXIF block as the file has it, base64; null without one or with one of another size than cameras write. */
export const PosterAnswer = z.object({
  jpegBytes: z.int().positive(),
  exif: z.base64().max(100_000).nullable(),
});
