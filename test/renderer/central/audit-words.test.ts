/** The server's sources are searched, so that an action added there cannot stay without words here. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Sighting } from '../../../core/api/sightings.ts';
import { en } from '../../../renderer/central/i18n/en.ts';
import { id } from '../../../renderer/central/i18n/id.ts';
import { wordsKey } from '../../../renderer/central/pages/audit/audit-text.ts';

const SERVER = join(import.meta.dirname, '../../../server');
/** Where the log itself is written; they name no action. */
const WRITERS = ['store/audit.ts', 'store/change.ts'];
/** Actions put together at run time, with what the placeholder can be. */
const COMPOSED: Record<string, readonly string[]> = {
  'sighting.${kind}': Sighting.shape.kind.options.map((kind) => `sighting.${kind}`),
};

/** `action: 'a.b'`, `action: x ? 'a.b' : 'a.c'`, and the first argument of helpers that take `(action: string, …)`. */
function actionsIn(source: string): string[] {
  const helpers = [...source.matchAll(/(?:const|function) (\w+)(?: = (?:async )?)?\(action: string/g)];
  const expressions = [
    ...[...source.matchAll(/\baction:\s*([^,;}\n]*['`][^,\n]*)/g)].map((match) => match[1] ?? ''),
    ...helpers.flatMap(([, name]) =>
      [...source.matchAll(new RegExp(`\\b${name}\\(\\s*(['\`][^,)]*)`, 'g'))].map((match) => match[1] ?? ''),
    ),
  ];
  return expressions
    .flatMap((expression) => [...expression.matchAll(/['`]([\w.${}]+\.[\w.${}]+)['`]/g)])
    .flatMap(([, action = '']) => (action.includes('$') ? (COMPOSED[action] ?? [action]) : [action]));
}

async function auditing(): Promise<[string, string[]][]> {
  const files = (await readdir(SERVER, { recursive: true })).filter((path) => path.endsWith('.ts'));
  const sources = await Promise.all(
    files.map(async (path) => [path, await readFile(join(SERVER, path), 'utf8')] as const),
  );
  return sources
    .filter(([path, source]) => !WRITERS.includes(path) && /\b(audit|recorded)\(/.test(source))
    .map(([path, source]) => [path, actionsIn(source)]);
}

test('every action the server writes into the audit log has words in both languages', async () => {
  const files = await auditing();
  expect(files.filter(([, actions]) => actions.length === 0).map(([path]) => path)).toEqual([]);
  const keys = [...new Set(files.flatMap(([, actions]) => actions.map(wordsKey)))].sort();
  expect(keys.length).toBeGreaterThan(50);
  for (const texts of [id, en]) expect(Object.keys(texts.audit.action).sort()).toEqual(keys);
});
