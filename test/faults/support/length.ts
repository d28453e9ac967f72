/** The whole length of every test, as `npm run faults` asks for; else the short slice of `npm test`. */
export const isFull = process.env['WAWAR_FAULTS'] === 'full';

/** How often, how many or how long: the one for the whole length, or the one for the short slice. */
export const full = <T>(whole: T, short: T): T => (isFull ? whole : short);
