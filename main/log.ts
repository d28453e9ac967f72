/** One line per event; `event` is a stable name, `context` holds numbers and ids, never secrets. */
export interface Log {
  info(event: string, context?: Readonly<Record<string, unknown>>): void;
  warn(event: string, context?: Readonly<Record<string, unknown>>): void;
  error(event: string, context?: Readonly<Record<string, unknown>>): void;
}

/** Where lines go. */
export interface LogSink {
  write(line: string): unknown;
}

/** JSON lines on a sink; errors among the context keep their code, message and cause, and secrets are left out. */
export function jsonLog(sink: LogSink, nowMs: () => number): Log {
  const at =
    (level: string) =>
    (event: string, context: Readonly<Record<string, unknown>> = {}): void => {
      const time = new Date(nowMs()).toISOString();
      sink.write(`${JSON.stringify({ time, level, event, ...context }, tellable)}\n`);
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** Context that is never written, whoever hands it in. */
const SECRET_NAME = /^(?:token|authorization|cookie|password|secret|seed|signature|privateKey)$/i;
/** The page's address opens the player's own service once, and a URL may carry a person's password. */
const SECRET_IN_TEXT = /([?&#](?:token|key|t)=)[^&\s"]+|(\w:\/\/)[^/\s@"]+@|(Bearer )\S+/g;

function tellable(name: string, value: unknown): unknown {
  if (SECRET_NAME.test(name)) return '…';
  if (typeof value === 'string') {
    return value.replace(SECRET_IN_TEXT, (_all, query = '', scheme = '', bearer = '') =>
      scheme === '' ? `${String(query)}${String(bearer)}…` : `${String(scheme)}…@`,
    );
  }
  if (!(value instanceof Error)) return value;
  const { code, context } = value as { code?: unknown; context?: unknown };
  return { message: value.message, code, context, cause: value.cause };
}

/** The last lines of a log, in memory, for the operator who asks for them. */
export class RecentLines implements LogSink {
  readonly #next: LogSink;
  readonly #limitBytes: number;
  #lines: string[] = [];
  #bytes = 0;

  /** Passes every line on to `next`; keeps about `limitBytes` of them. */
  constructor(next: LogSink, limitBytes = 200_000) {
    this.#next = next;
    this.#limitBytes = limitBytes;
  }

  write(line: string): void {
    this.#next.write(line);
    this.#lines.push(line);
    this.#bytes += Buffer.byteLength(line);
    while (this.#bytes > this.#limitBytes && this.#lines.length > 1) {
      this.#bytes -= Buffer.byteLength(this.#lines.shift() ?? '');
    }
  }

  text(): string {
    return this.#lines.join('');
  }
}
