/** The buttons of the lock screen, of headsets and of car radios. */
interface Buttons {
  play(): void;
  pause(): void;
  next(): void;
  back(): void;
  stop(): void;
}

export function bindMediaButtons(buttons: Buttons): void {
  if (!('mediaSession' in navigator)) return;
  const { mediaSession } = navigator;
  mediaSession.setActionHandler('play', () => buttons.play());
  mediaSession.setActionHandler('pause', () => buttons.pause());
  mediaSession.setActionHandler('nexttrack', () => buttons.next());
  mediaSession.setActionHandler('previoustrack', () => buttons.back());
  mediaSession.setActionHandler('stop', () => buttons.stop());
}

/** What the lock screen says; null when nothing plays. */
export function tellLockScreen(now: { title: string; unitName: string; isPaused: boolean } | null): void {
  if (!('mediaSession' in navigator)) return;
  const { mediaSession } = navigator;
  if (now === null) {
    mediaSession.playbackState = 'none';
    return;
  }
  mediaSession.playbackState = now.isPaused ? 'paused' : 'playing';
  if (mediaSession.metadata?.title === now.title) return;
  mediaSession.metadata = new MediaMetadata({
    title: now.title,
    artist: now.unitName,
    album: 'Wawar',
    artwork: [{ src: '/crew/icon-192.png', sizes: '192x192', type: 'image/png' }],
  });
}
