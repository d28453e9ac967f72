import type { RefusalReason, Verdict } from '../play/judge.ts';
import type { Tell } from '../i18n/text.ts';
import type { Format } from './context.ts';

/** Why a clip is not heard, in words. */
export function refusalText(
  t: Tell,
  format: Format,
  refusal: { reason: RefusalReason; atMs?: number } | Extract<Verdict, { ok: false }>,
): string {
  const at = refusal.atMs === undefined ? '' : format.instant(refusal.atMs);
  return t(`refused.${refusal.reason}`, { at }).trim();
}
