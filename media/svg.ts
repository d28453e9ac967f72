import { readFile, stat } from 'node:fs/promises';
import type { Rejection } from './rejections.ts';

/** A coat of arms with every feather is one megabyte. */
const MAX_SVG_BYTES = 10 * 2 ** 20;

/** What would be missing from the drawing, or expand without bound, and what a person is told it is. */
const REFUSED: [RegExp, string][] = [
  [/<!DOCTYPE[^>]*\[|<!ENTITY/i, 'entities'],
  [/<script[\s>/]|\son[a-z]+\s*=/i, 'script'],
  [/<foreignObject[\s>/]/i, 'embedded HTML'],
  [/<\?xml-stylesheet|@import|<(?:\w+:)?include[\s>/]/i, 'outside reference'],
  [/(?:href|src)\s*=\s*["']\s*(?!#|data:image\/)[^"'\s]/i, 'outside reference'],
  [/url\(\s*["']?\s*(?!#|data:image\/)[^"')\s]/i, 'outside reference'],
];

/**
 * Why an SVG is not drawn, or null. Nothing it names would be fetched (`stills/worker.ts`): this is so that nobody
 * airs a drawing with something missing from it.
 * Errors: `svg`.
 */
export async function svgObstacle(path: string): Promise<Rejection | null> {
  if ((await stat(path)).size > MAX_SVG_BYTES) return { code: 'svg', detail: 'more than 10 MiB' };
  const source = await readFile(path, 'latin1');
  const refused = REFUSED.find(([pattern]) => pattern.test(source));
  return refused === undefined ? null : { code: 'svg', detail: refused[1] };
}
