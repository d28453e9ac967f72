import { useCallback, useEffect, useRef, useState } from 'react';

/** `insecure`: browsers hand out microphones only over HTTPS and on the machine itself. */
export type RecorderRefusal = 'denied' | 'no_microphone' | 'busy' | 'insecure';

export type RecorderState =
  | { step: 'idle' }
  | { step: 'asking' }
  | { step: 'refused'; why: RecorderRefusal }
  | { step: 'recording'; stream: MediaStream; startedAtMs: number }
  | { step: 'recorded'; file: File; url: string };

/** In the order in which they are tried; each is one the server takes. */
const CONTAINERS = [
  { mimeType: 'audio/webm;codecs=opus', extension: 'webm' },
  { mimeType: 'audio/mp4', extension: 'm4a' },
] as const;
/** Opus is transparent for one voice from about 64 kbit/s; twice that survives another encoding. */
const BITRATE_BPS = 128_000;
const SLICE_MS = 1000;
/** One voice close to the microphone: nothing plays, so there is no echo to cancel, and cancelling eats consonants. */
const MICROPHONE: MediaTrackConstraints = {
  channelCount: 1,
  echoCancellation: false,
  noiseSuppression: true,
  autoGainControl: true,
};

/** Names of what `getUserMedia` rejects with: https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia */
const REFUSAL_OF: Readonly<Record<string, RecorderRefusal>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'no_microphone',
  OverconstrainedError: 'no_microphone',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** Records the microphone for at most `longestMs`; the recording is called `name` with the container's ending. */
export function useRecorder(longestMs: number, name: string) {
  const [state, setState] = useState<RecorderState>({ step: 'idle' });
  const recorder = useRef<MediaRecorder | null>(null);

  const stop = useCallback(() => {
    if (recorder.current?.state === 'recording') recorder.current.stop();
  }, []);

  const begin = useCallback(
    (stream: MediaStream) => {
      const container = CONTAINERS.find(({ mimeType }) => MediaRecorder.isTypeSupported(mimeType));
      const current = new MediaRecorder(stream, {
        audioBitsPerSecond: BITRATE_BPS,
        ...(container ? { mimeType: container.mimeType } : {}),
      });
      const slices: Blob[] = [];
      current.addEventListener('dataavailable', ({ data }) => slices.push(data));
      current.addEventListener('stop', () => {
        for (const track of stream.getTracks()) track.stop();
        const type = current.mimeType;
        const file = new File(slices, `${name}.${container?.extension ?? 'webm'}`, { type });
        setState({ step: 'recorded', file, url: URL.createObjectURL(file) });
      });
      // A microphone that is unplugged ends its track; what was said until then is kept.
      stream.getAudioTracks()[0]?.addEventListener('ended', stop);
      recorder.current = current;
      current.start(SLICE_MS);
      setState({ step: 'recording', stream, startedAtMs: Date.now() });
    },
    [name, stop],
  );

  const start = useCallback(async () => {
    if (!window.isSecureContext) {
      setState({ step: 'refused', why: 'insecure' });
      return;
    }
    setState({ step: 'asking' });
    try {
      begin(await navigator.mediaDevices.getUserMedia({ audio: MICROPHONE }));
    } catch (error) {
      const why = error instanceof DOMException ? REFUSAL_OF[error.name] : undefined;
      if (why === undefined) throw error;
      setState({ step: 'refused', why });
    }
  }, [begin]);

  const { step } = state;
  useEffect(() => {
    if (step !== 'recording') return;
    const timer = setTimeout(stop, longestMs);
    return () => clearTimeout(timer);
  }, [step, longestMs, stop]);

  const url = state.step === 'recorded' ? state.url : null;
  useEffect(() => () => (url === null ? undefined : URL.revokeObjectURL(url)), [url]);

  const stream = state.step === 'recording' ? state.stream : null;
  useEffect(
    () => () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    },
    [stream],
  );

  return { state, start, stop, discard: useCallback(() => setState({ step: 'idle' }), []) };
}
