/** New versions of the app: fetched in the background, taken over when the crew says so or nothing plays. */
const ASK_EVERY_MS = 3_600_000;

export interface Updates {
  /** Puts the waiting version in charge and loads it. */
  apply(): void;
}

/** `onReady` is called when a newer version waits. */
export async function watchUpdates(onReady: () => void): Promise<Updates> {
  const none: Updates = { apply: () => undefined };
  if (!('serviceWorker' in navigator)) return none;
  const isFirst = navigator.serviceWorker.controller === null;
  const registration = await navigator.serviceWorker.register('/crew/sw.js', {
    scope: '/crew/',
    updateViaCache: 'none',
  });
  const look = (): void => {
    if (registration.waiting !== null && navigator.serviceWorker.controller !== null) onReady();
  };
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look);
  });
  look();
  const ask = (): void => {
    // Without network there is nothing newer to be had.
    if (navigator.onLine) registration.update().catch(() => undefined);
  };
  setInterval(ask, ASK_EVERY_MS);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') ask();
  });
  let isTakingOver = false;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    // The first worker takes a page over that is as new as itself.
    if (!isFirst || isTakingOver) location.reload();
  });
  return {
    apply() {
      isTakingOver = true;
      registration.waiting?.postMessage('take over');
    },
  };
}
