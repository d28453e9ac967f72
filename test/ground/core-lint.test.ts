import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, it } from 'vitest';

/** The project's own rules without those that need types, so that a file need not exist to be judged. */
const eslint = new ESLint({ overrideConfig: tseslint.configs.disableTypeChecked });

async function complaints(code: string, filePath: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(`export const x = ${code};\n`, { filePath });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
}

it.each([
  'Date.now()',
  'new Date()',
  'new Date(2026, 0, 1)',
  'Date()',
  'Math.random()',
  'performance.now()',
  'process.env',
  'crypto.randomUUID()',
  'setTimeout(() => undefined, 1)',
  "fetch('/')",
])('core may not say %s', async (code) => {
  expect(await complaints(code, 'core/time/sample.ts')).toHaveLength(1);
});

it.each(['new Date(0).toISOString()', 'Date.UTC(2026, 0, 1)', 'Math.max(1, 2)'])(
  'core may say %s',
  async (code) => {
    expect(await complaints(code, 'core/time/sample.ts')).toEqual([]);
  },
);

it('the clock is free outside core', async () => {
  expect(await complaints('Date.now()', 'server/sample.ts')).toEqual([]);
});
