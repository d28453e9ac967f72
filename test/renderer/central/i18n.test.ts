import { expect, test } from 'vitest';
import type { RejectionCode } from '../../../media/rejections.ts';
import { en } from '../../../renderer/central/i18n/en.ts';
import { id } from '../../../renderer/central/i18n/id.ts';

type Texts = { [key: string]: string | Texts };

const flat = (texts: Texts, path = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

const indonesian = new Map(flat(id));
const english = new Map(flat(en));

test('every text exists in both languages', () => {
  expect([...english.keys()].sort()).toEqual([...indonesian.keys()].sort());
  expect(indonesian.size).toBeGreaterThan(300);
});

test('no text is empty', () => {
  for (const texts of [indonesian, english])
    expect([...texts].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
});

test('both languages fill in the same values', () => {
  const differing = [...indonesian].filter(
    ([key, text]) => placeholders(text).join() !== placeholders(english.get(key) ?? '').join(),
  );
  expect(differing.map(([key]) => key)).toEqual([]);
});

test('counted texts come as a pair of one and other', () => {
  const keys = [...indonesian.keys()];
  const alone = keys
    .filter((key) => key.endsWith('_one') && !indonesian.has(key.replace(/_one$/, '_other')))
    .concat(keys.filter((key) => key.endsWith('_other') && !indonesian.has(key.replace(/_other$/, '_one'))));
  expect(alone).toEqual([]);
});

test('every reason for which a file is refused is told with what to do', () => {
  const { other, ...told } = id.rejection;
  const sentences: Record<RejectionCode, string> = told;
  expect(other).toContain('{{detail}}');
  expect(Object.values(sentences).filter((text) => text.split(/[.;] /).length < 2)).toEqual([]);
});
