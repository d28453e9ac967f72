/** Why a file cannot be aired. Operators read the codes in their language (`rejection.*` of the central app). */
export type RejectionCode =
  | 'empty'
  /** By its content, whatever its name says. */
  | 'unsupported_format'
  /** A drawing with scripts, entities or references to what is not in it. */
  | 'svg'
  /** No converter for HEIC photos is installed. */
  | 'heic'
  /** No office program that opens presentations is installed, or no sandbox to run it in. */
  | 'slides'
  /** No program that draws PDF pages is installed. */
  | 'pdf'
  /** A document that asks for a password. */
  | 'password'
  /** More than a hundred pages. */
  | 'too_many_pages'
  /** Damaged, or not what its first bytes promise. */
  | 'unreadable'
  /** Its end is missing. */
  | 'truncated'
  /** A video of more than 8192 pixels a side or 50 megapixels in all, a still of more than 32,768 or 120. */
  | 'too_many_pixels'
  /** Longer than the city allows, at most five minutes. */
  | 'too_long'
  | 'no_picture'
  | 'no_sound'
  /** A recording of room noise. */
  | 'silent'
  /** More than eight tracks. */
  | 'too_many_streams'
  /** An encrypted track. */
  | 'drm'
  /** The speech engine of the city's choice gave no sound. */
  | 'speech_unavailable'
  /** It took more time, memory or disk than a file of its length may. */
  | 'limit_exceeded';

export interface Rejection {
  code: RejectionCode;
  /** Numbers and names that help, e.g. `12000×9000 px`; never text of the file itself. */
  detail: string;
}
