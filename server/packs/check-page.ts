/** The page in a pack that checks the pack, as one file that loads nothing. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '../../core/model/app-error.ts';
import { PACK_CHECK_ELEMENT, type PackCheck } from '../../core/model/pack-check.ts';

const BUILD = resolve(import.meta.dirname, '../../build/pack');

/** A CSP source for exactly this inline text (CSP Level 3, §2.3.1). */
const sourceOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => `&#${String(letter.charCodeAt(0))};`);

/**
 * HTML of the page for this pack. Names that people wrote are in it as JSON only, in which no `<` is left.
 *
 * @throws AppError `pack_page_missing` before `npm run build`
 */
export async function checkPage(pack: PackCheck): Promise<Buffer> {
  const [script, style] = await Promise.all([built('pack.js'), built('pack.css')]);
  const policy = [
    "default-src 'none'",
    `script-src ${sourceOf(script)}`,
    `style-src ${sourceOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const json = JSON.stringify(pack).replaceAll('<', '\\u003c');
  return Buffer.from(`<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Periksa: ${escapeHtml(pack.name)}</title>
<style>${style}</style>
</head>
<body>
<script type="application/json" id="${PACK_CHECK_ELEMENT}">${json}</script>
<script>${script}</script>
</body>
</html>
`);
}

async function built(name: string): Promise<string> {
  const text = await readFile(join(BUILD, name), 'utf8').catch((error: unknown) => {
    throw new AppError('pack_page_missing', 'The page for packs is not built: run `npm run build`', {
      cause: error,
    });
  });
  // What ends its element early would be taken for HTML.
  if (/<\/(?:script|style)/i.test(text)) {
    throw new AppError('pack_page_missing', `${name} cannot be written into a page`);
  }
  return text;
}
