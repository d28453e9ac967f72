/** docs/media-matrix.md: one row a kind, made of what was seen and heard. */
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { content as english } from '../../../renderer/central/i18n/en/content.ts';
import type { Kind } from './kind.ts';
import type { Outcome } from './outcome.ts';

const FILE = new URL('../../../docs/media-matrix.md', import.meta.url);

const became = ({ asset, rendition }: Outcome): string => {
  const { probe } = asset;
  const codecs = [probe?.video?.codec, probe?.audio?.codec].filter((codec) => codec !== undefined);
  const source = [...new Set([probe?.container, ...codecs])].join(', ');
  const pages = probe !== null && probe.pages > 1 ? `, ${probe.pages} pages` : '';
  const kinds = { video: 'video', image: 'still', audio: 'clip' } as const;
  return rendition === null ? '' : `${kinds[rendition.kind]} (${source}${pages})`;
};

const heard = ({ tone, lufs }: Outcome): string => {
  if (tone === undefined) return '—';
  return tone === null ? 'silence' : `${tone} Hz at ${Math.round(lufs ?? 0)} LUFS`.replace('-', '−');
};

export function rowOf(kind: Kind, outcome: Outcome): string {
  const lacks =
    kind.needs === undefined ? '' : ` (needs \`${kind.needs.program}\`, else refused: ${kind.needs.code})`;
  const cells =
    outcome.refused === null
      ? [`accepted as ${became(outcome)}${lacks}`, outcome.seen.join(' · ') || '—', heard(outcome)]
      : [`refused: \`${outcome.refused}\``, '—', '—'];
  return [kind.name, `\`${kind.file}\``, ...cells].join(' | ');
}

const HEAD = `# What becomes of every kind of file

Made by \`WAWAR_MATRIX=full npx vitest run --project unit test/server/matrix\`: every kind is made, uploaded to a
running server, announced, rendered for a panel of 192 × 96 pixels or for a car, and the result is decoded. *Seen* names
the colours found where they are looked for, in the middle of the airing; *heard* the pitch found and the loudness
measured. A kind whose program is not installed is refused with what to do instead.
`;

/** Cells of a row without the blanks that align them. */
const bare = (row: string): string =>
  row
    .split('|')
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join(' | ');

export async function writeTable(
  groups: readonly (readonly [title: string, rows: readonly string[]])[],
): Promise<void> {
  const parts = groups.map(
    ([title, rows]) =>
      `\n## ${title}\n\n| Kind | As sent | Result | Seen | Heard |\n|---|---|---|---|---|\n${rows.map((row) => `| ${row} |\n`).join('')}`,
  );
  const codes = [...parts.join('').matchAll(/refused: `(\w+)`/g)].map(([, code]) => code ?? '');
  const reasons: Record<string, string> = english.rejection;
  const told = [...new Set(codes)]
    .toSorted()
    .map((code) => `- \`${code}\`: ${(reasons[code] ?? '').replace('{{longest}}', '5')}\n`);
  parts.push(`\n## What people are told\n\n${told.join('')}`);
  const config = await resolveConfig(FILE);
  await writeFile(FILE, await format(HEAD + parts.join(''), { ...config, parser: 'markdown' }));
}

/** Rows of the table as it was last written, by the name of their kind; none without a table. */
export async function writtenRows(): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(FILE, 'utf8').catch(() => '');
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  return new Map(rows.map((line) => [bare(line).split(' | ')[0] ?? '', bare(line)]));
}
