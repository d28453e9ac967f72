/** Spoken announcements. A recorded voice is the norm; synthetic speech is for drafts and emergencies. */
import { join } from 'node:path';
import { AppError } from '../core/model/app-error.ts';
import { ok, type Result } from '../core/model/result.ts';
import { findOnPath } from './ffmpeg/binaries.ts';
import { SHORT_RUN } from './ffmpeg/limits.ts';
import { runProgram } from './ffmpeg/run.ts';
import { finish, inFreshFolder, type FinishedFile } from './output.ts';
import type { Rejection } from './rejections.ts';
import { toSsml } from './speech-text.ts';

export type SpeechLanguage = 'id' | 'en';

export interface SpeechOrder {
  text: string;
  language: SpeechLanguage;
  /** Existing folder; the WAV is left in it, named by hash. */
  workDir: string;
  signal?: AbortSignal | undefined;
}

/** Turns text into a sound file. A better voice is another implementation of this. */
export interface SpeechEngine {
  /** Part of what a rendition is made from: another engine, another sound. */
  readonly name: string;
  /**
   * A sound file in `workDir`, named by hash, to be looked at like an upload; one that was asked before may answer with
   * the file it made then.
   *
   * @throws AppError `cancelled`, `speech_engine_missing`, `speech_failed`, `program_failed`
   */
  speak(order: SpeechOrder): Promise<Result<FinishedFile, Rejection>>;
}

/** Announcers on moving cars speak slower than the 175 words a minute espeak-ng starts with. */
const WORDS_PER_MINUTE = 140;

async function findEspeak(): Promise<string> {
  const path = process.env['ESPEAK_PATH'] ?? (await findOnPath('espeak-ng'));
  if (path !== undefined) return path;
  throw new AppError(
    'speech_engine_missing',
    'espeak-ng was not found: install it with `apt-get install espeak-ng` (Debian, Ubuntu), or set ESPEAK_PATH',
  );
}

/** espeak-ng: offline, at once, robotic. The text goes through stdin, never the command line. */
export const espeakNg: SpeechEngine = {
  name: 'espeak-ng',
  async speak({ text, language, workDir, signal }) {
    const program = await findEspeak();
    return inFreshFolder(workDir, async (folder) => {
      const path = join(folder, 'speech.wav');
      const end = await runProgram({
        program,
        args: ['-v', language, '-s', String(WORDS_PER_MINUTE), '-m', '-b', '1', '--stdin', '-w', path],
        reads: [],
        writes: folder,
        stdin: toSsml(text, language),
        limits: SHORT_RUN,
        signal,
      });
      if (end.exitCode !== 0 || end.stopped !== null) {
        throw new AppError('speech_failed', 'espeak-ng could not speak the text', {
          context: { exitCode: end.exitCode, stopped: end.stopped, stderrTail: end.stderrTail },
        });
      }
      return ok(await finish(path, workDir, 'wav'));
    });
  },
};
