/** What was found out about files that do not change any more, so that it is found out once. */
import { stat } from 'node:fs/promises';
import type { Result } from '../core/model/result.ts';
import type { Rejection } from './rejections.ts';

const MOST_KEPT = 500;

/**
 * A file is known again by its place on the disk, size and time of its last change, in nanoseconds: those of an upload
 * stay when it is linked or renamed into the store. Refusals are not kept; they are cheap or may not hold next time.
 */
export class KnownFiles<T> {
  readonly #found = new Map<string, T>();

  /** What `find` once answered for this very file and question, else what it answers now. */
  async ask(
    path: string,
    question: string,
    find: () => Promise<Result<T, Rejection>>,
  ): Promise<Result<T, Rejection>> {
    const key = `${await identityOf(path)} ${question}`;
    const known = this.#found.get(key);
    if (known !== undefined) return { ok: true, value: known };
    const answer = await find();
    if (answer.ok) this.#keep(key, answer.value);
    return answer;
  }

  #keep(key: string, value: T): void {
    this.#found.set(key, value);
    const [oldest] = this.#found.keys();
    if (this.#found.size > MOST_KEPT && oldest !== undefined) this.#found.delete(oldest);
  }
}

async function identityOf(path: string): Promise<string> {
  const { dev, ino, size, mtimeNs } = await stat(path, { bigint: true });
  return [dev, ino, size, mtimeNs].join('/');
}
