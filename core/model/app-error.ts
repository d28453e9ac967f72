/**
 * A fault: something that should not happen in a healthy system (a full disk, a broken invariant).
 * Expected outcomes are a `Result` instead. `code` is stable and mapped to HTTP status, close code and log level;
 * `context` holds what the one who is called at night needs, never secrets.
 */
export class AppError extends Error {
  readonly code: string;
  readonly context: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    options: { context?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.context = options.context ?? {};
  }
}
