import type { AnnouncementContent } from '../../core/model/catalogue.ts';

/** What a synthetic voice reads: the script, and its last day after it where that was asked for. */
export function spokenScript(
  { script, sayEnd, validUntilMs }: Pick<AnnouncementContent, 'script' | 'sayEnd' | 'validUntilMs'>,
  timeZone: string,
): string {
  if (!sayEnd || script.trim() === '') return script;
  const day = new Intl.DateTimeFormat('id-ID', { timeZone, dateStyle: 'full' }).format(validUntilMs - 1);
  const written = script.trimEnd();
  return `${written}${/[.!?…]$/.test(written) ? '' : '.'} Berlaku sampai ${day}.`;
}
