import { useCallback, useRef, useState } from 'react';

/** A video element's own position and state, and the few things an editor does with it. */
export function usePlayhead() {
  const video = useRef<HTMLVideoElement>(null);
  const [atMs, setAtMs] = useState(0);
  const [isPlaying, setPlaying] = useState(false);
  const [isUnplayable, setUnplayable] = useState(false);

  const seek = useCallback((toMs: number) => {
    if (video.current) video.current.currentTime = toMs / 1000;
    setAtMs(toMs);
  }, []);

  /** Plays from `fromMs` when the playhead is outside [fromMs, untilMs). */
  const toggle = useCallback((fromMs: number, untilMs: number) => {
    const element = video.current;
    if (!element) return;
    if (!element.paused) {
      element.pause();
      return;
    }
    const nowMs = element.currentTime * 1000;
    if (nowMs < fromMs || nowMs >= untilMs - 1) element.currentTime = fromMs / 1000;
    element.play().catch(() => setUnplayable(true));
  }, []);

  const listen = (untilMs: number) => ({
    ref: video,
    onPlay: () => setPlaying(true),
    onPause: () => setPlaying(false),
    onError: () => setUnplayable(true),
    onSeeked: () => setAtMs((video.current?.currentTime ?? 0) * 1000),
    onTimeUpdate: () => {
      const element = video.current;
      if (!element) return;
      const nowMs = element.currentTime * 1000;
      if (nowMs >= untilMs && !element.paused) element.pause();
      setAtMs(nowMs);
    },
  });
  return { atMs, isPlaying, isUnplayable, seek, toggle, listen };
}
