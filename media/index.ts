export { renderCarAudio, type CarAudioOrder, type CarAudioResult, type CarAudioSource } from './audio.ts';
export { grabFrame, type FrameOrder } from './camera.ts';
export { checkPicture, type PictureCheck } from './check-picture.ts';
export type { TakenAt } from './exif.ts';
export { sandboxState, type SandboxState } from './ffmpeg/sandbox.ts';
export { renderImage, type ImageOrder, type ImageResult } from './image.ts';
export { listenAhead, measureLoudness, type Loudness } from './loudness.ts';
export { mixLoop, type LoopItem, type LoopOrder, type LoopResult } from './mix.ts';
export { finish as finishFile, type FinishedFile } from './output.ts';
export {
  renderPagePosters,
  renderPoster,
  type PagePoster,
  type PosterOrder,
  type PosterResult,
} from './poster.ts';
export { prepareUpload, type Prepared, type PrepareOrder } from './prepare.ts';
export { probeMedia, type ProbeOptions } from './probe.ts';
export { tooLong } from './probe/inspect.ts';
export type { Rejection, RejectionCode } from './rejections.ts';
export { espeakNg, type SpeechEngine, type SpeechLanguage, type SpeechOrder } from './speech.ts';
export { drawSound, type SoundPictureOrder } from './sound/picture.ts';
export { sweepCompiledCode } from './stills/compiled.ts';
export { renderVideo, type VideoOrder, type VideoResult, type VideoSound } from './video.ts';
