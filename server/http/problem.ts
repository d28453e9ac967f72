import type { Request, Response } from 'express';
import { PROBLEMS, type Problem, type ProblemCode } from '../../core/api/problems.ts';

/** The caller's language of the two we speak; Indonesian unless English is preferred. */
export const languageOf = (req: Request): 'id' | 'en' =>
  req.acceptsLanguages('id', 'en') === 'en' ? 'en' : 'id';

function problemOf(
  code: ProblemCode,
  language: 'id' | 'en',
  more: { detail?: string | undefined; errors?: Problem['errors'] } = {},
): Problem {
  const { status, [language]: title } = PROBLEMS[code];
  return {
    type: `urn:wawar:problem:${code}`,
    title,
    status,
    code,
    ...(more.detail === undefined ? {} : { detail: more.detail }),
    ...(more.errors === undefined ? {} : { errors: more.errors }),
  };
}

/** Answers with problem details (RFC 9457) in the caller's language. */
export function sendProblem(
  req: Request,
  res: Response,
  code: ProblemCode,
  more: { detail?: string | undefined; errors?: Problem['errors'] } = {},
): void {
  const language = languageOf(req);
  res
    .status(PROBLEMS[code].status)
    .set('Content-Language', language)
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(code, language, more)));
}
