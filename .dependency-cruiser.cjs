/**
 * The arrows of the house: which folder may import which. A folder may always import itself; what a rule does not
 * allow fails the build. Each rule has a violating example in test/ground/boundaries.test.ts.
 */

/** Packages without I/O, clock or randomness of their own, the same in Node, Electron and browsers. */
const purePackages = ['zod', '@noble/curves', '@noble/hashes', 'canonicalize', 'suncalc', 'adhan'];

const npm = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'npm-bundled'];

/** Local files outside the folders named; packages and Node's own modules are other rules' business. */
const onlyLocal = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^[^/]+', pathNot: [...allowed, '^node_modules/'], dependencyTypes: ['local'] },
});

module.exports = {
  forbidden: [
    onlyLocal('core-imports-core', '^core/', ['^core/'], 'core is the pure domain and knows nobody else.'),
    {
      name: 'core-without-node',
      comment: 'core runs unchanged in browsers.',
      severity: 'error',
      from: { path: '^core/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-pure-packages',
      comment: `core uses pure packages only: ${purePackages.join(', ')}.`,
      severity: 'error',
      from: { path: '^core/' },
      to: { dependencyTypes: npm, pathNot: `^node_modules/(?:${purePackages.join('|')})/` },
    },
    onlyLocal('media-imports-core', '^media/(?!store/)', ['^media/', '^core/'], 'media knows core only.'),
    onlyLocal(
      'store-imports-core',
      '^media/store/',
      ['^media/store/', '^core/'],
      'The player carries media/store, so it must not pull in ffmpeg work.',
    ),
    {
      name: 'one-place-that-spawns',
      comment:
        'Limits and the sandbox hold for every program media runs, because one module starts them all.',
      severity: 'error',
      from: { path: '^media/', pathNot: '^media/ffmpeg/' },
      to: { path: '^(?:node:)?child_process$' },
    },
    onlyLocal(
      'server-imports-core-media',
      '^server/',
      ['^server/', '^core/', '^media/'],
      'server knows core and media.',
    ),
    onlyLocal(
      'main-imports-core-store',
      '^main/',
      ['^main/', '^core/', '^media/store/'],
      'A kiosk carries neither server nor ffmpeg work.',
    ),
    onlyLocal(
      'renderer-imports-core',
      '^renderer/',
      ['^renderer/', '^core/'],
      'Browser code talks to others through the documented API and core’s schemas.',
    ),
    {
      name: 'renderer-without-node',
      comment: 'There is no Node in a browser.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nothing-imports-test',
      comment: 'What ships does not lean on tests.',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-circle',
      comment:
        'Two modules that need each other are one module, or three. Types may: they are gone at run time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'ships-without-dev-packages',
      comment: 'What runs in production must be a dependency, not a devDependency.',
      severity: 'error',
      from: { path: '^(?:core|media|server|main|renderer)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '/electron/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?:build|dist|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts'],
    },
  },
};
