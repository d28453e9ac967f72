/** One line per event; `event` is a stable name, `context` holds numbers and ids, never secrets. */
export interface Log {
  info(event: string, context?: Readonly<Record<string, unknown>>): void;
  warn(event: string, context?: Readonly<Record<string, unknown>>): void;
  error(event: string, context?: Readonly<Record<string, unknown>>): void;
}

/** JSON lines on a stream; errors among the context keep their code, message and cause. */
export function jsonLog(stream: NodeJS.WritableStream, nowMs: () => number): Log {
  const at =
    (level: string) =>
    (event: string, context: Readonly<Record<string, unknown>> = {}): void => {
      const time = new Date(nowMs()).toISOString();
      stream.write(`${JSON.stringify({ time, level, event, ...context }, describeErrors)}\n`);
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

function describeErrors(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { code, context } = value as { code?: unknown; context?: unknown };
  return { message: value.message, code, context, cause: value.cause };
}
