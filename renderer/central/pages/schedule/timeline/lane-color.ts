/** Hues apart from the live red; lightness and chroma are equal, so no lane shouts. */
const HUES = [225, 165, 290, 85, 250, 130, 320, 55];

/** The colour of the n-th lane; emergencies are the live red. */
export const laneColor = (index: number, emergency: boolean): string =>
  emergency ? 'oklch(0.6 0.2 27)' : `oklch(0.63 0.1 ${HUES[index % HUES.length]})`;
