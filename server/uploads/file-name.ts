const MAX_CHARS = 120;

/**
 * A name to show for an upload, from what the uploader's browser said: the last part of a path, without control,
 * direction or separator characters. It is only ever displayed.
 */
export function displayName(given: string | null | undefined): string {
  const name = (given ?? '')
    .normalize('NFC')
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, '')
    .trim();
  return name === undefined || name === '' ? 'unggahan' : [...name].slice(0, MAX_CHARS).join('');
}
