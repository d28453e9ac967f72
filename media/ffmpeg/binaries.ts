import { access, constants } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { AppError } from '../../core/model/app-error.ts';

export interface Binaries {
  ffmpeg: string;
  ffprobe: string;
}

const INSTALL_HINT =
  'install it with `apt-get install ffmpeg` (Debian, Ubuntu), `winget install Gyan.FFmpeg` (Windows) or `brew install ffmpeg` (macOS), or set';

const exeName = (name: string): string => (process.platform === 'win32' ? `${name}.exe` : name);

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** First executable of that name on PATH, as an absolute path. */
export async function findOnPath(name: string): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const candidate = join(folder, exeName(name));
    if (isAbsolute(candidate) && (await isExecutable(candidate))) return candidate;
  }
  return undefined;
}

/** The binary ffmpeg-static downloaded, where that optional package is installed and its download worked. */
async function bundledFfmpeg(): Promise<string | undefined> {
  const name = 'ffmpeg-static';
  let module: { default?: unknown };
  try {
    module = (await import(name)) as { default?: unknown };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw cause;
  }
  return typeof module.default === 'string' ? module.default : undefined;
}

async function firstExecutable(candidates: readonly (string | undefined)[]): Promise<string | undefined> {
  for (const candidate of candidates) {
    if (candidate !== undefined && (await isExecutable(candidate))) return candidate;
  }
  return undefined;
}

async function search(): Promise<Binaries> {
  const ffmpeg = await firstExecutable([
    await bundledFfmpeg(),
    process.env['FFMPEG_PATH'],
    await findOnPath('ffmpeg'),
  ]);
  if (ffmpeg === undefined) {
    throw new AppError('ffmpeg_missing', `ffmpeg was not found: ${INSTALL_HINT} FFMPEG_PATH`);
  }
  const ffprobe = await firstExecutable([
    process.env['FFPROBE_PATH'],
    join(dirname(ffmpeg), exeName('ffprobe')),
    await findOnPath('ffprobe'),
  ]);
  if (ffprobe === undefined) {
    throw new AppError('ffprobe_missing', `ffprobe was not found: ${INSTALL_HINT} FFPROBE_PATH`);
  }
  return { ffmpeg, ffprobe };
}

let found: Promise<Binaries> | undefined;

/**
 * Where ffmpeg and ffprobe are: ffmpeg-static, then FFMPEG_PATH / FFPROBE_PATH, then (for ffprobe) beside ffmpeg,
 * then PATH. Looked up once; a failed search is repeated at the next call.
 *
 * @throws AppError `ffmpeg_missing`, `ffprobe_missing`, naming the command that installs it
 */
export function findBinaries(): Promise<Binaries> {
  found ??= search().catch((cause: unknown) => {
    found = undefined;
    throw cause;
  });
  return found;
}
