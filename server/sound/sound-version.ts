/** Raised when the same input comes to sound differently, so that old files are not taken for new. */
export const SOUND_VERSION = 3;
