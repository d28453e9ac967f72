/** Why a file cannot be aired. Operators read the codes in their language (`rejection.*` of the central app). */
export type RejectionCode =
  | 'empty'
  /** By its content, whatever its name says. */
  | 'unsupported_format'
  | 'svg'
  /** Damaged, or not what its first bytes promise. */
  | 'unreadable'
  /** Its end is missing. */
  | 'truncated'
  /** More than 8192 pixels a side or 50 megapixels in all. */
  | 'too_many_pixels'
  /** More than five minutes. */
  | 'too_long'
  | 'no_picture'
  | 'no_sound'
  /** A recording of room noise. */
  | 'silent'
  /** More than eight tracks. */
  | 'too_many_streams'
  /** An encrypted track. */
  | 'drm'
  /** It took more time, memory or disk than a file of its length may. */
  | 'limit_exceeded';

export interface Rejection {
  code: RejectionCode;
  /** Numbers and names that help, e.g. `12000×9000 px`; never text of the file itself. */
  detail: string;
}
