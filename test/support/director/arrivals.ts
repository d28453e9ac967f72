import type { IncomingMessage } from 'node:http';

/** Conditions that tests wait for, looked at whenever something has arrived. */
export class Arrivals {
  readonly #watchers = new Set<() => void>();

  look(): void {
    for (const watch of this.#watchers) watch();
  }

  /** Resolves as soon as the condition holds; rejects, saying `what` never happened, when it does not in time. */
  async until(condition: () => boolean, what: string, timeoutMs: number): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const watch = () => {
        if (!condition()) return;
        done();
        resolve();
      };
      const poll = setInterval(watch, 20);
      const late = setTimeout(() => {
        done();
        reject(new Error(`never happened: ${what}`));
      }, timeoutMs);
      const done = () => {
        clearInterval(poll);
        clearTimeout(late);
        this.#watchers.delete(watch);
      };
      this.#watchers.add(watch);
    });
  }
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
