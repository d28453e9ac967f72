import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';
import { compress } from './tools/compress.ts';
import { precache } from './tools/precache.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The player as one file of JavaScript that carries its packages: a kiosk has no node_modules. */
const playerProgram = (entry: string, name: string, external: string[]): UserConfig => ({
  build: {
    ssr: at(entry),
    outDir: at(`build/${name}`),
    target: 'node24',
    rolldownOptions: { external, output: { entryFileNames: `${name}.js` } },
  },
  ssr: { noExternal: true, external },
});

/** What can be built, by `vite build --mode <name>`; `tools/build.ts` builds all of them, and only what changed. */
const targets: Record<string, UserConfig> = {
  central: {
    root: at('renderer/central'),
    base: '/',
    plugins: [react(), compress(at('build/central'))],
    build: { outDir: at('build/central'), target: 'es2024', chunkSizeWarningLimit: 2000 },
  },
  crew: {
    root: at('renderer/crew'),
    base: '/crew/',
    plugins: [react(), precache(at('build/crew')), compress(at('build/crew'))],
    build: {
      outDir: at('build/crew'),
      // What phones of the last five years run.
      target: 'es2022',
      rolldownOptions: {
        input: { index: at('renderer/crew/index.html'), sw: at('renderer/crew/sw/worker.ts') },
        output: {
          entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        },
      },
    },
  },
  player: {
    root: at('renderer/player'),
    base: './',
    build: { outDir: at('build/player'), target: 'es2024' },
  },
  /** The page that rides in every pack: one classic script, since a page opened from file:// may not import. */
  pack: {
    build: {
      outDir: at('build/pack'),
      target: 'es2022',
      lib: {
        entry: at('renderer/pack/main.ts'),
        formats: ['iife'],
        name: 'pack',
        fileName: () => 'pack.js',
        cssFileName: 'pack',
      },
    },
  },
  kiosk: playerProgram('main/kiosk.ts', 'kiosk', []),
  launcher: playerProgram('main/launcher.ts', 'launcher', []),
  electron: playerProgram('main/index.ts', 'electron', ['electron']),
};

/** No inline scripts, styles or data URLs: the pages are served under a strict Content-Security-Policy. */
export default defineConfig(({ mode }) => {
  const target = targets[mode];
  if (!target) throw new Error(`unknown build "${mode}"; known: ${Object.keys(targets).join(', ')}`);
  return {
    ...target,
    configFile: false,
    mode: 'production',
    build: {
      ...target.build,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  };
});
