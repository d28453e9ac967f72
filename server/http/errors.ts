/** The last stop of every error: a refusal or a malformed request is answered, a fault is logged and answered. */
import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { AppError } from '../../core/model/app-error.ts';
import type { ProblemCode } from '../../core/api/problems.ts';
import { sendProblem } from './problem.ts';
import { Refusal } from './refusal.ts';

/** `type` of body-parser's errors (github.com/expressjs/body-parser#errors) that are the caller's doing. */
const BODY_PROBLEMS: Readonly<Record<string, ProblemCode>> = {
  'entity.parse.failed': 'malformed_json',
  'entity.too.large': 'too_large',
  'encoding.unsupported': 'malformed_json',
  'charset.unsupported': 'malformed_json',
  'request.size.invalid': 'malformed_json',
  'request.aborted': 'malformed_json',
};

/** Faults a person is told more of than "something went wrong". */
const FAULT_PROBLEMS: Readonly<Record<string, ProblemCode>> = {
  disk_full: 'disk_full',
  ENOSPC: 'disk_full',
  media_corrupt: 'media_damaged',
};

function callersProblem(error: unknown): ProblemCode | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('type' in error && typeof error.type === 'string') return BODY_PROBLEMS[error.type];
  // A path that is not valid percent-encoding.
  return error instanceof URIError ? 'not_found' : undefined;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unexpected';

export const answerErrors =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, req, res, next) => {
    if (res.headersSent) {
      log.warn({ err: error }, 'an answer broke off');
      next(error);
      return;
    }
    if (error instanceof Refusal) {
      sendProblem(req, res, error.code, { detail: error.detail, errors: error.errors });
      return;
    }
    const problem = callersProblem(error);
    if (problem !== undefined) {
      sendProblem(req, res, problem);
      return;
    }
    const code = codeOf(error);
    log.error(
      { err: error, code, context: error instanceof AppError ? error.context : {} },
      'a request failed',
    );
    sendProblem(req, res, FAULT_PROBLEMS[code] ?? 'internal');
  };
