import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';
import { compress } from './tools/compress.ts';
import { droppableSchemas } from './tools/droppable-schemas.ts';
import { precache } from './tools/precache.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * A program that carries its packages, since a kiosk has no node_modules: one file, or with `isSplit` what it imports
 * while it runs in files of their own, so that what comes before is not read with all the rest.
 */
const program = (
  entry: string,
  name: string,
  { external = [] as string[], isSplit = false } = {},
): UserConfig => ({
  build: {
    ssr: at(entry),
    outDir: at(`build/${name}`),
    target: 'node24',
    rolldownOptions: { external, output: { entryFileNames: `${name}.js`, codeSplitting: isSplit } },
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
  kiosk: program('main/kiosk.ts', 'kiosk', { isSplit: true }),
  launcher: program('main/launcher.ts', 'launcher'),
  electron: program('main/index.ts', 'electron', { external: ['electron'] }),
};

/** No inline scripts, styles or data URLs: the pages are served under a strict Content-Security-Policy. */
export default defineConfig(({ mode }) => {
  const target = targets[mode];
  if (!target) throw new Error(`unknown build "${mode}"; known: ${Object.keys(targets).join(', ')}`);
  return {
    ...target,
    plugins: [droppableSchemas(), ...(target.plugins ?? [])],
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
