import { broadcastDay, compileDay, resolveSlot } from '../../../core/schedule/index.ts';
import type { Rig } from '../../main/player-rig.ts';
import { sha256 } from '../../support/director/wanted.ts';

/**
 * What the page shows in its main zone, by what it was told and the machine's system clock: the item of the slot and
 * the SHA-256 of the file the player really hands out for it; null for the slate.
 */
export async function onScreen(
  { page }: Rig,
  systemMs: number,
): Promise<{ itemId: string; sha256: string; nowMs: number } | null> {
  const { state } = page;
  if (!state?.programme) return null;
  const nowMs = Math.floor(systemMs + correctionMs(page));
  const plan = compileDay(state.programme, broadcastDay(state.programme, nowMs));
  const slot = resolveSlot(plan, 'main', nowMs, new Set(state.unavailable));
  const item = state.programme.items.find(({ id }) => id === slot?.item);
  if (item === undefined || item.kind === 'ticker') return null;
  const served = await page.fetch(`/media/${item.mediaSha256}`);
  return { itemId: item.id, sha256: sha256(Buffer.from(await served.arrayBuffer())), nowMs };
}

/** The last correction the page was told. */
export function correctionMs({ messages }: Rig['page']): number {
  const said = messages.findLast((message) => message.type === 'state' || message.type === 'clock');
  return said && 'clockOffsetMs' in said ? said.clockOffsetMs : 0;
}
