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

/** Reads RFC 9457 problem details; whatever else comes back is `internal` or `unexpected_answer`. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const text = await response.text();
  let body: unknown = null;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    return new ApiProblem('unexpected_answer', response.status, {}, cause);
  }
  const parsed = Problem.safeParse(body);
  if (!parsed.success || !isKnown(parsed.data.code)) {
    return new ApiProblem(response.status >= 500 ? 'internal' : 'unexpected_answer', response.status);
  }
  const fields = Object.fromEntries((parsed.data.errors ?? []).map((error) => [error.path, error.message]));
  return new ApiProblem(parsed.data.code, response.status, fields);
}

export const asProblem = (error: unknown): ApiProblem =>
  error instanceof ApiProblem ? error : new ApiProblem('unexpected_answer', 0, {}, error);
