import { addRelease, putReleaseFile, ReleaseInfo } from '../../../../core/api/releases.ts';
import { urlOf } from '../../../../core/api/url.ts';
import { Envelope, parsePayload, payloadOf } from '../../../../core/trust/index.ts';
import { call } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';

const STATEMENT = 'wawar-release.json';

/** What is wrong with the folder itself, before anything is sent. */
export class FolderProblem extends Error {
  readonly path: string | null;
  constructor(path: string | null) {
    super(path ?? STATEMENT);
    this.path = path;
  }
}

/**
 * Sends a release folder: the statement, then every file the server does not have yet.
 * @throws FolderProblem when the folder is none, or lacks a file; ApiProblem when the server refuses
 */
export async function uploadRelease(
  files: readonly File[],
  onProgress: (done: number, total: number) => void,
): Promise<ReleaseInfo> {
  const statement = files.find(({ name }) => name === STATEMENT);
  if (statement === undefined) throw new FolderProblem(null);
  const folder = pathOf(statement).slice(0, -STATEMENT.length);
  const byPath = new Map(files.map((file) => [pathOf(file).slice(folder.length), file]));
  const envelope = await envelopeIn(statement);
  const payload = payloadOf('release', envelope);
  const parsed = payload.ok ? parsePayload('release', payload.value) : payload;
  if (!parsed.ok) throw new FolderProblem(null);
  const { statement: release, sha256 } = parsed.value;
  let info = await call(addRelease, { body: envelope });
  const { missing } = info;
  for (const [done, fileSha256] of missing.entries()) {
    onProgress(done, missing.length);
    const path = release.files.find((file) => file.sha256 === fileSha256)?.path ?? '';
    const file = byPath.get(path);
    if (file === undefined) throw new FolderProblem(path);
    info = await send(sha256, fileSha256, file);
  }
  return info;
}

const pathOf = (file: File): string => (file.webkitRelativePath === '' ? file.name : file.webkitRelativePath);

async function envelopeIn(file: File): Promise<Envelope> {
  try {
    return Envelope.parse(JSON.parse(await file.text()));
  } catch {
    throw new FolderProblem(null);
  }
}

async function send(sha256: string, fileSha256: string, file: File): Promise<ReleaseInfo> {
  const response = await fetch(urlOf(putReleaseFile, { params: { sha256, fileSha256 } }), {
    method: 'PUT',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  });
  if (!response.ok) throw await problemOf(response);
  return ReleaseInfo.parse(await response.json());
}
