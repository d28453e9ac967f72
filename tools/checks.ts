/** A check of the whole repository: a title that says what holds, and the script (with its words) that finds out. */
export interface Check {
  name: string;
  title: string;
  script: [string, ...string[]];
}

/** Everything `npm run check` looks at before the tests, cheapest first. The test suite holds the same list. */
export const checks: Check[] = [
  {
    name: 'format',
    title: 'every file is formatted',
    script: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  },
  {
    name: 'boundaries',
    title: 'imports follow the arrows of the house',
    script: [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config=.dependency-cruiser.cjs',
      '--output-type=err-long',
      ...['core', 'media', 'server', 'main', 'renderer', 'tools', 'test'],
    ],
  },
  {
    name: 'unused',
    title: 'no file, export or dependency is unused',
    script: ['node_modules/knip/bin/knip.js', '--no-progress'],
  },
  { name: 'types', title: 'all types hold', script: ['node_modules/typescript/bin/tsc', '--noEmit'] },
  {
    name: 'lint',
    title: 'no lint rule is broken',
    script: ['node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.'],
  },
];
