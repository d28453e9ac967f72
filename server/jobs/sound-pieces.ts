/** The sound an announcement airs as: one file for each kind of loudspeaker the city's units have. */
import type { AnnouncementContent, Rendition } from '../../core/model/catalogue.ts';
import { MobileUnit } from '../../core/model/catalogue.ts';
import { VOICINGS, type Voicing } from '../../core/model/city-settings.ts';
import { err, ok, type Result } from '../../core/model/result.ts';
import { espeakNg, renderCarAudio, type CarAudioSource, type SpeechEngine } from '../../media/index.ts';
import { SOUND_VERSION } from '../sound/sound-version.ts';
import { speechEngine } from '../sound/speech-engine.ts';
import type { Db } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import { readScreens } from '../store/screens.ts';
import { getSetting } from '../store/settings.ts';
import type { JobError } from './queue.ts';
import { spokenScript } from './spoken-script.ts';

interface Recording {
  path: string;
  sha256: string;
}

export interface SoundPiece {
  step: 'speaking';
  /** All the file depends on. */
  inputs: readonly unknown[];
  make: (options: {
    signal: AbortSignal;
    workDir: string;
    onProgress: (fraction: number) => void;
  }) => Promise<Result<{ path: string; rendition: Rendition }, JobError>>;
  /** Made in its place when it cannot be made: an emergency does not wait for an engine elsewhere. */
  instead: SoundPiece | null;
}

const UnitSpec = MobileUnit.omit({ id: true });

/** Kinds of loudspeaker in use, on cars and on poles; horns where there is none yet. */
async function voicingsInUse(db: Db): Promise<Voicing[]> {
  const rows = await db.selectFrom('mobile_units').select('spec').execute();
  const poles = (await readScreens(db)).filter(({ sound }) => sound === 'audio_only');
  const used = new Set([
    ...rows.map((row) => readJson(UnitSpec, row.spec).voicing),
    ...poles.map(({ voicing }) => voicing),
  ]);
  return used.size === 0 ? ['horn'] : VOICINGS.filter((voicing) => used.has(voicing));
}

/** The same answer for each kind of loudspeaker. It lies in the job's own folder, which outlives each of the files. */
function askedOnce(engine: SpeechEngine): (workDir: string) => SpeechEngine {
  let answer: ReturnType<SpeechEngine['speak']> | null = null;
  return (workDir) => ({
    name: engine.name,
    speak: (order) => (answer ??= engine.speak({ ...order, workDir })),
  });
}

/**
 * Nothing when it is not for loudspeakers. `recordingOf` finds an asset that is ready, or null.
 * Errors: `asset_not_ready`.
 */
export async function soundPieces(
  db: Db,
  content: AnnouncementContent,
  recordingOf: (assetId: string) => Promise<Recording | null>,
): Promise<Result<SoundPiece[], JobError>> {
  if (!content.outputs.mobile) return ok([]);
  const { audioAssetId, regionalAudioAssetId, title, emergency } = content;
  const recording = audioAssetId === null ? null : await recordingOf(audioAssetId);
  const regional = regionalAudioAssetId === null ? null : await recordingOf(regionalAudioAssetId);
  if (audioAssetId !== null && recording === null)
    return err({ code: 'asset_not_ready', detail: audioAssetId });
  if (regionalAudioAssetId !== null && regional === null)
    return err({ code: 'asset_not_ready', detail: regionalAudioAssetId });
  const tags = { title, artist: await getSetting(db, 'cityName'), album: 'Wawar' };
  const { speech } = await getSetting(db, 'city');
  const text = spokenScript(content, await getSetting(db, 'timeZone'));
  const source: CarAudioSource =
    recording === null
      ? { kind: 'script', text, language: 'id' }
      : { kind: 'recording', path: recording.path };
  const piecesBy = (engine: SpeechEngine): ((voicing: Voicing) => SoundPiece) => {
    const asked = askedOnce(engine);
    const heard = recording === null ? [text, engine.name] : [recording.sha256];
    return (voicing) => ({
      step: 'speaking',
      inputs: [source.kind, SOUND_VERSION, ...heard, regional?.sha256 ?? null, voicing, tags],
      make: ({ workDir, ...options }) =>
        renderCarAudio({
          source,
          regionalPath: regional?.path ?? null,
          voicing,
          engine: asked(workDir),
          tags,
          workDir,
          ...options,
        }),
      instead: null,
    });
  };
  const voicings = await voicingsInUse(db);
  const piece = piecesBy(speechEngine(speech, { isUrgent: emergency }));
  const isReplaceable = emergency && recording === null && speech.kind === 'http';
  if (!isReplaceable) return ok(voicings.map(piece));
  const builtIn = piecesBy(espeakNg);
  return ok(voicings.map((voicing) => ({ ...piece(voicing), instead: builtIn(voicing) })));
}
