/** What is asked of the program that decodes stills, and what it answers: one JSON text each way. */
import { z } from 'zod';
import type { Fit } from '../../core/model/catalogue.ts';

interface Source {
  sourcePath: string;
  /** Most pixels that are decoded. */
  maxPixels: number;
}

export interface PlacedSize {
  widthPx: number;
  heightPx: number;
}

export type StillJob =
  /** Nothing but a start: see `compiled.ts`. */
  | { job: 'start' }
  | ({ job: 'inspect' } & Source)
  | ({ job: 'render'; fit: Fit; pngPath: string; jpegPath: string } & PlacedSize & Source)
  /** Scaled down into that box, never up. */
  | ({ job: 'poster'; jpegPath: string } & PlacedSize & Source)
  /** Rewrites a picture as PNG; an SVG is drawn so that its longer side is `longSidePx`. */
  | ({ job: 'convert'; longSidePx: number; pngPath: string } & Source)
  | ({ job: 'animate'; apngPath: string } & Source)
  | ({ job: 'legibility'; fit: Fit; panels: readonly PlacedSize[] } & Source);

const StillHeader = z.object({
  format: z.string().max(32),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  space: z.string().max(32),
  /** EXIF orientation (CIPA DC-008, tag 274). */
  orientation: z.int().min(0).max(255),
  /** Frames of an animation; 1 for a still. */
  pages: z.int().positive(),
});

export const StartAnswer = z.object({ started: z.literal(true) });
/** `inspect` answers null when there is no header, and says whether the picture within the limit decodes. */
export const InspectAnswer = z.object({ header: StillHeader.nullable(), decodes: z.boolean() });
export const RenderAnswer = z.object({ pngBytes: z.int().positive(), jpegBytes: z.int().positive() });
/** `exif`: the EXIF block as the file has it, base64; null without one or with one of another size than cameras write. */
export const PosterAnswer = z.object({
  jpegBytes: z.int().positive(),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  exif: z.base64().max(100_000).nullable(),
});
export const ConvertAnswer = z.object({ bytes: z.int().positive() });
const Share = z.number().min(0).max(1);
/** One for each panel, in order; see `Legibility`. */
export const LegibilityAnswer = z.array(
  z.object({ contrastKept: Share.nullable(), edgeShare: Share, marginEdgeShare: Share, flatShare: Share }),
);
