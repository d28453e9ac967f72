import { AppError } from '../../core/model/app-error.ts';
import type { Problem, ProblemCode } from '../../core/api/problems.ts';

/**
 * An answer of "no" on its way to the caller. Thrown, because it has to undo the transaction it is found in; the
 * error handler turns it into problem+json with the status and text of `PROBLEMS`.
 */
export class Refusal extends AppError {
  override readonly code: ProblemCode;
  readonly detail: string | undefined;
  readonly errors: Problem['errors'];

  constructor(code: ProblemCode, more: { detail?: string; errors?: Problem['errors'] } = {}) {
    super(code, more.detail ?? code);
    this.code = code;
    this.detail = more.detail;
    this.errors = more.errors;
  }
}

/** The value, or `not_found` when there is none. */
export function orNotFound<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Refusal('not_found');
  return value;
}
