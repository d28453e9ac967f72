/** Which manifests a device took, for each screen it ever was: no name it is called by makes it forget one. */
import type { CheckedBundle } from '../airing.ts';
import type { FactsRecord, Taken } from '../store/records.ts';

/** The newest manifest taken for this screen; null before the first. */
export const takenFor = (facts: FactsRecord, screenId: string): Taken | null =>
  facts.screenId === screenId ? facts.highest : (facts.earlier[screenId] ?? null);

/** The facts of the same device as that screen. */
export function boundTo(facts: FactsRecord, screenId: string): FactsRecord {
  if (facts.screenId === screenId) return facts;
  const { [screenId]: again = null, ...others } = facts.earlier;
  const { screenId: before, highest } = facts;
  const earlier = before === null || highest === null ? others : { ...others, [before]: highest };
  return { ...facts, screenId, highest: again, earlier };
}

/** What is held was taken: a record that was lost, or is older than the last power cut, is brought up to it. */
export function knowing(facts: FactsRecord, { manifest, sha256 }: CheckedBundle): FactsRecord {
  const { screenId, rootVersion, version } = manifest;
  if (facts.screenId !== null && facts.screenId !== screenId) return facts;
  const known = facts.highest ?? { rootVersion: 0, version: 0 };
  const isOlder =
    known.rootVersion === rootVersion ? known.version < version : known.rootVersion < rootVersion;
  return isOlder ? { ...boundTo(facts, screenId), highest: { rootVersion, version, sha256 } } : facts;
}
