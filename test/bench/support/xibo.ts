/** The peer's player in a page of its own, built from its package as its README says to use it. */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { PageHost } from '../../support/page-host.ts';

const PAGE = '/xibo.html';
const SCRIPT = '/xibo.js';

/** Serves the peer's page; the address it answers plays the videos with these hashes. */
export async function serveXibo(
  host: PageHost,
  size: { widthPx: number; heightPx: number },
): Promise<(sha256s: readonly string[], seconds: number) => string> {
  const style = 'html, body { margin: 0; height: 100%; background: #000; cursor: none; overflow: hidden }';
  const html = `<!doctype html><style>${style}</style><body><script type="module" src="${SCRIPT}"></script>`;
  host.serveOpenly(PAGE, { type: 'text/html', text: html });
  host.serveOpenly(SCRIPT, { type: 'text/javascript', text: await script() });
  return (sha256s, seconds) => {
    const playlist = { ...size, seconds, urls: sha256s.map((sha256) => `/media/${sha256}`) };
    return `${host.url}${PAGE}#${encodeURIComponent(JSON.stringify(playlist))}`;
  };
}

async function script(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2024',
      lib: { entry: fileURLToPath(new URL('./xibo-page.ts', import.meta.url)), formats: ['es'] },
      // Only for streams and documents, which it is not given.
      rolldownOptions: { external: ['hls.js', 'pdfjs-dist'] },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  const chunk = first && 'output' in first ? first.output.find((part) => part.type === 'chunk') : undefined;
  if (!chunk) throw new Error('the peer was not built');
  return chunk.code;
}
