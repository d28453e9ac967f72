import { Problem, PROBLEMS, type ProblemCode } from '../../../core/api/problems.ts';
import type { Language } from '../i18n/index.ts';

/** `unreachable`: no answer at all. `unexpected_answer`: an answer that is not what the contract promises. */
export type ApiProblemCode = ProblemCode | 'unreachable' | 'unexpected_answer';

const LOCAL: Record<'unreachable' | 'unexpected_answer', Record<Language, string>> = {
  unreachable: {
    id: 'Server tidak menjawab. Periksa jaringan, lalu coba lagi.',
    en: 'The server does not answer. Check the network and try again.',
  },
  unexpected_answer: {
    id: 'Jawaban server tidak dikenali. Muat ulang halaman ini.',
    en: 'The server’s answer was not understood. Reload this page.',
  },
};

const isKnown = (code: string): code is ProblemCode => Object.hasOwn(PROBLEMS, code);

/** A refused or failed call, with the sentence a person reads. */
export class ApiProblem extends Error {
  readonly code: ApiProblemCode;
  readonly status: number;
  /** What is wrong with which field; keys in dotted form. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(
    code: ApiProblemCode,
    status: number,
    fields: Readonly<Record<string, string>> = {},
    cause?: unknown,
  ) {
    super(code, cause === undefined ? undefined : { cause });
    this.name = 'ApiProblem';
    this.code = code;
    this.status = status;
    this.fields = fields;
  }

  sentence(language: Language): string {
    if (this.code === 'unreachable' || this.code === 'unexpected_answer') return LOCAL[this.code][language];
    return PROBLEMS[this.code][language];
  }
}

/** RFC 9457 problem details, or null for a body that is something else: a proxy's page, an answer cut short. */
export function problemIn(body: string): Problem | null {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  return Problem.safeParse(json).data ?? null;
}

/** Whatever comes back instead of problem details is `internal` or `unexpected_answer`. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const problem = problemIn(await response.text());
  if (problem === null || !isKnown(problem.code)) {
    return new ApiProblem(response.status >= 500 ? 'internal' : 'unexpected_answer', response.status);
  }
  const fields = Object.fromEntries((problem.errors ?? []).map((error) => [error.path, error.message]));
  return new ApiProblem(problem.code, response.status, fields);
}

export const asProblem = (error: unknown): ApiProblem =>
  error instanceof ApiProblem ? error : new ApiProblem('unexpected_answer', 0, {}, error);
