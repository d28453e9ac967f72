/** What is heard around each clip of a car: chime and greeting before it, closing after it. */
import type { Rendition } from '../../core/model/catalogue.ts';
import type { Voicing } from '../../core/model/city-settings.ts';
import { renderCarAudio, type CarAudioSource } from '../../media/index.ts';
import type { Services } from '../services.ts';
import { folders } from '../store/folders.ts';
import { getSetting } from '../store/settings.ts';
import { soundPart } from './parts.ts';
import { SOUND_VERSION } from './sound-version.ts';
import { speechEngine } from './speech-engine.ts';

export type PartRole = 'chime' | 'greeting' | 'closing';

export interface ClipPart {
  role: PartRole;
  /** What is spoken; empty for the chime. */
  text: string;
  /** MP3 at −16 LUFS in the media store, as approved clips are. */
  rendition: Rendition;
}

export interface ClipParts {
  /** Played in this order before each clip. */
  before: readonly ClipPart[];
  /** Played after it. */
  after: readonly ClipPart[];
  /** Silence before the next clip's first part. */
  gapMs: number;
}

/** Stands for the name of the area in greeting and closing. */
const AREA_PLACE = /\{kelurahan\}/gi;

type PartServices = Pick<Services, 'db' | 'mediaStore' | 'nowMs' | 'dataDir' | 'log'>;

/**
 * The parts for an area (null: outside any; the city's name is spoken instead) and a kind of loudspeaker, as the
 * city's settings want them now. Each is made once per text and voicing, which takes about a second, and then comes
 * from the store. A text that cannot be spoken is left out and logged.
 *
 * They carry no approval: see ADR 15 for what they are trusted by.
 */
export async function clipParts(
  services: PartServices,
  { areaId, voicing }: { areaId: string | null; voicing: Voicing },
): Promise<ClipParts> {
  const { db, dataDir, log } = services;
  const { aroundClip, speech } = await getSetting(db, 'city');
  const cityName = await getSetting(db, 'cityName');
  const area =
    areaId === null
      ? undefined
      : await db.selectFrom('areas').select('name').where('id', '=', areaId).executeTakeFirst();
  const engine = speechEngine(speech);

  const part = async (role: PartRole, written: string): Promise<ClipPart[]> => {
    const text = written.replace(AREA_PLACE, area?.name ?? cityName).trim();
    if (role !== 'chime' && text === '') return [];
    const source: CarAudioSource =
      role === 'chime' ? { kind: 'chime' } : { kind: 'script', text, language: 'id' };
    const tags = {
      title: role === 'chime' ? 'Nada pembuka' : text.slice(0, 60),
      artist: cityName,
      album: 'Wawar',
    };
    const made = await soundPart(services, [SOUND_VERSION, source, voicing, engine.name, tags], () =>
      renderCarAudio({ source, voicing, engine, tags, workDir: folders(dataDir).work }),
    );
    if (made.ok) return [{ role, text, rendition: made.value }];
    log.warn({ role, rejection: made.error }, 'a sound around clips cannot be made and is left out');
    return [];
  };

  return {
    before: [
      ...(aroundClip.chime ? await part('chime', '') : []),
      ...(await part('greeting', aroundClip.greeting)),
    ],
    after: await part('closing', aroundClip.closing),
    gapMs: aroundClip.gapMs,
  };
}
