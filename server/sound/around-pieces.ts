/** Which recordings a text needs: one for each kind of loudspeaker, and one for each area where its name is spoken. */
import {
  namesArea,
  spokenIn,
  type AroundClip,
  type AroundPart,
  type PartRole,
} from '../../core/model/around-clip.ts';
import { MobileUnit } from '../../core/model/catalogue.ts';
import type { Voicing } from '../../core/model/city-settings.ts';
import { readAreas } from '../store/areas.ts';
import type { Db, Trx } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import { getSetting } from '../store/settings.ts';

export interface AroundPiece extends Pick<AroundPart, 'role' | 'areaId' | 'voicing'> {
  /** As it is spoken; empty for the chime. */
  text: string;
}

/** Kinds of loudspeaker the city's cars have; a horn where it has none yet. */
async function voicingsInUse(db: Db | Trx): Promise<Voicing[]> {
  const rows = await db.selectFrom('mobile_units').select('spec').execute();
  const found = new Set(rows.map(({ spec }) => readJson(MobileUnit.omit({ id: true }), spec).voicing));
  return found.size === 0 ? ['horn'] : [...found].sort();
}

/** All that is to be made of this content for the city as it is now. */
export async function piecesOf(db: Db | Trx, content: AroundClip): Promise<AroundPiece[]> {
  const cityName = await getSetting(db, 'cityName');
  const areas = [...(await readAreas(db)).values()];
  const spoken = (role: PartRole, written: string, voicing: Voicing): AroundPiece[] => {
    if (written.trim() === '') return [];
    const anywhere = { role, voicing, areaId: null, text: spokenIn(written, cityName) };
    if (!namesArea(written)) return [anywhere];
    return [
      anywhere,
      ...areas.map(({ id, name }) => ({ role, voicing, areaId: id, text: spokenIn(written, name) })),
    ];
  };
  return (await voicingsInUse(db)).flatMap((voicing) => [
    ...(content.chime ? [{ role: 'chime' as const, voicing, areaId: null, text: '' }] : []),
    ...spoken('greeting', content.greeting, voicing),
    ...spoken('closing', content.closing, voicing),
  ]);
}

/** What the city has by now and these recordings do not speak for. */
export async function missingFrom(
  db: Db | Trx,
  content: AroundClip,
  parts: readonly AroundPart[],
): Promise<{ missingVoicings: Voicing[]; missingAreaIds: string[] }> {
  const has = (one: AroundPiece): boolean =>
    parts.some(
      (part) => part.role === one.role && part.voicing === one.voicing && part.areaId === one.areaId,
    );
  const missing = (await piecesOf(db, content)).filter((piece) => !has(piece));
  const voicings = new Set(parts.map(({ voicing }) => voicing));
  return {
    missingVoicings: [...new Set(missing.map(({ voicing }) => voicing))].filter((one) => !voicings.has(one)),
    missingAreaIds: [...new Set(missing.flatMap(({ areaId }) => areaId ?? []))],
  };
}
