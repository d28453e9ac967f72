/** The sounds around clips for crews' phones, made in the background: nobody's answer waits for a voice. */
import { CrewPart } from '../../core/trust/index.ts';
import type { CitySettings, Voicing } from '../../core/model/city-settings.ts';
import type { Services } from '../services.ts';
import { clipParts, type ClipPart } from '../sound/around-clip.ts';

interface Parts {
  before: CrewPart[];
  after: CrewPart[];
}

/** Areas times settings that are remembered; a city has about a hundred areas. */
const MAX_KNOWN = 1000;

export class CrewParts {
  readonly #known = new Map<string, Parts | 'making'>();
  readonly #onMade: () => void;
  #making = 0;

  constructor(onMade: () => void) {
    this.#onMade = onMade;
  }

  /** Null while they are being made; when all that were asked for are, `onMade` is called. */
  of(
    services: Services,
    { areaId, voicing, city }: { areaId: string | null; voicing: Voicing; city: CitySettings },
  ): Parts | null {
    const key = JSON.stringify([areaId, voicing, city.aroundClip, city.speech]);
    const known = this.#known.get(key);
    if (known === 'making') return null;
    if (known !== undefined) return known;
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    this.#known.set(key, 'making');
    this.#making += 1;
    void this.#make(services, key, { areaId, voicing });
    return null;
  }

  async #make(
    services: Services,
    key: string,
    wanted: { areaId: string | null; voicing: Voicing },
  ): Promise<void> {
    try {
      const { before, after } = await clipParts(services, wanted);
      this.#known.set(key, { before: before.flatMap(partOf), after: after.flatMap(partOf) });
    } catch (error) {
      this.#known.delete(key);
      services.log.error({ err: error, areaId: wanted.areaId }, 'the sounds around clips were not made');
    } finally {
      this.#making -= 1;
      // Once for all of them, not once for each.
      if (this.#making === 0) this.#onMade();
    }
  }
}

/** One that is too long to be a greeting is left out. */
function partOf({ role, text, rendition }: ClipPart): CrewPart[] {
  const part = CrewPart.safeParse({ role, text, sha256: rendition.sha256, bytes: rendition.bytes });
  return part.success ? [part.data] : [];
}
