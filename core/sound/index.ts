export { renditionFor } from './pick-voicing.ts';
export { SOUND_PICTURE } from './picture-frame.ts';
