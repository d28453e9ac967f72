import { DetailedError } from 'tus-js-client';
import { problemIn } from '../../api/problem.ts';
import { id } from '../../i18n/id.ts';

/** Why an upload stopped; each has a sentence that says what to do. */
export type UploadFailure = keyof typeof id.media.uploadProblem;

/** What tus servers and what stands before them answer without problem details (tus.io/protocols/resumable-upload). */
const BY_STATUS: Readonly<Record<number, UploadFailure>> = {
  401: 'not_signed_in',
  403: 'forbidden',
  404: 'gone',
  409: 'busy',
  410: 'gone',
  413: 'too_large',
  415: 'unsupported_type',
  423: 'busy',
  429: 'too_many_attempts',
  507: 'disk_full',
};

const isFailure = (code: string): code is UploadFailure => Object.hasOwn(id.media.uploadProblem, code);

/** Reads RFC 9457 problem details where there are any, else the status. */
export function failureOf(error: Error): UploadFailure {
  const answer = error instanceof DetailedError ? error.originalResponse : null;
  if (!answer) return 'unreachable';
  const code = problemIn(answer.getBody())?.code ?? '';
  return isFailure(code) ? code : (BY_STATUS[answer.getStatus()] ?? 'internal');
}

/** Whether waiting a little may help by itself. */
export const mayHeal = (failure: UploadFailure): boolean =>
  failure === 'unreachable' || failure === 'internal' || failure === 'busy';
