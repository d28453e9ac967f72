export { normaliseSpeech, spokenParts, type SpokenPart } from './spoken.ts';
export type { SpokenKind } from './rule.ts';
