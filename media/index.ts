export { measureLoudness, type Loudness } from './loudness.ts';
export { probeMedia, type ProbeOptions } from './probe.ts';
export { sandboxState, type SandboxState } from './ffmpeg/sandbox.ts';
export { renderVideo, type VideoOrder, type VideoResult } from './video.ts';
export { REJECTION_TEXT, type Rejection, type RejectionCode } from './rejections.ts';
