/**
 * Keeps the app itself on the phone: it starts without network, whole, and in the version it was built as. Nothing
 * of the API goes through here; tours and recordings are kept, and checked, by the page.
 */

interface Waitable {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchLike extends Waitable {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Waitable) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchLike) => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
}

/** Written in by the build: every file of the app. */
declare const __PRECACHE__: readonly { path: string; sha256: string }[];

const worker = self as unknown as Scope;
const FILES = __PRECACHE__;
const PREFIX = 'wawar-crew-';
const PAGE = 'index.html';
/** Two builds with the same files are the same build. */
const NAME = PREFIX + FILES.map(({ sha256 }) => sha256.slice(0, 8)).join('');

const urlOf = (path: string): string => new URL(path, worker.registration.scope).href;

async function sha256Of(bytes: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A file that is not the one of this build (half a deployment, a portal's sign-in page) ends the installation. */
async function keep(cache: Cache, file: { path: string; sha256: string }): Promise<void> {
  const response = await fetch(urlOf(file.path), { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${file.path}: ${String(response.status)}`);
  const bytes = await response.clone().arrayBuffer();
  if ((await sha256Of(bytes)) !== file.sha256) throw new Error(`${file.path} is of another build`);
  await cache.put(urlOf(file.path), response);
}

async function install(): Promise<void> {
  const cache = await caches.open(NAME);
  await Promise.all(FILES.map((file) => keep(cache, file)));
}

async function dropOthers(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name);
  }
  await worker.clients.claim();
}

async function answer(request: Request): Promise<Response> {
  const wanted = request.mode === 'navigate' ? urlOf(PAGE) : request.url;
  const cache = await caches.open(NAME);
  return (await cache.match(wanted)) ?? (await fetch(request));
}

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(dropOthers()));
worker.addEventListener('message', ({ data }) => {
  // The page says when: never while something plays.
  if (data === 'take over') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'GET' && request.url.startsWith(worker.registration.scope)) {
    event.respondWith(answer(request));
  }
});

export {};
