/** The documented API as a Node program uses it: one signed-in person each. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Upload } from 'tus-js-client';
import { getAsset, UPLOADS_PATH } from '../core/api/announcements.ts';
import type { Contract, RequestOf, ResponseOf } from '../core/api/contract.ts';
import { Problem } from '../core/api/problems.ts';
import { urlOf } from '../core/api/url.ts';
import type { Asset } from '../core/model/catalogue.ts';

/** A refusal of the server, as it came. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${String(problem.status)} ${problem.code}: ${problem.title}`);
    this.problem = problem;
  }
}

export class ApiClient {
  readonly #origin: string;
  #cookie: string;

  constructor(origin: string, cookie = '') {
    this.#origin = origin;
    this.#cookie = cookie;
  }

  get cookie(): string {
    return this.#cookie;
  }

  /**
   * Calls a route and parses its answer with the contract.
   * @throws {ProblemError} when the server refuses
   */
  async call<C extends Contract>(contract: C, request: RequestOf<C>): Promise<ResponseOf<C>> {
    const body = (request as { body?: unknown }).body;
    const response = await fetch(this.#origin + urlOf(contract, request), {
      method: contract.method.toUpperCase(),
      headers: {
        origin: this.#origin,
        cookie: this.#cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    for (const line of response.headers.getSetCookie()) this.#cookie = line.split(';', 1)[0] ?? '';
    if (!response.ok) throw new ProblemError(Problem.parse(await response.json()));
    if (contract.response === null) return undefined as ResponseOf<C>;
    if ('mediaTypes' in contract.response) return (await response.blob()) as ResponseOf<C>;
    return contract.response.parse(await response.json()) as ResponseOf<C>;
  }

  /**
   * Sends a file by tus; settles when the server has all of it.
   * @returns id of the asset, whose acceptance is then still running
   */
  async upload(path: string, onProgress: (share: number) => void = () => undefined): Promise<string> {
    const { size } = await stat(path);
    return await new Promise((resolve, reject) => {
      const upload = new Upload(createReadStream(path), {
        endpoint: this.#origin + UPLOADS_PATH,
        uploadSize: size,
        chunkSize: 4 * 2 ** 20,
        retryDelays: null,
        metadata: { filename: basename(path) },
        headers: { origin: this.#origin, cookie: this.#cookie },
        onProgress: (sent, total) => {
          onProgress(total ? sent / total : 0);
        },
        onError: reject,
        onSuccess: ({ lastResponse }) => {
          const id = lastResponse.getHeader('Wawar-Asset-Id');
          if (id) resolve(id);
          else reject(new Error('the last answer of the upload names no asset'));
        },
      });
      upload.start();
    });
  }

  /** The asset once it has been accepted or rejected; asks ten times a second. */
  async settledAsset(id: string): Promise<Asset> {
    return await until(async () => {
      const asset = await this.call(getAsset, { params: { id } });
      return asset.state === 'processing' ? undefined : asset;
    });
  }
}

/** Asks again every 100 ms until there is an answer; after `timeoutMs` it throws. */
export async function until<T>(ask: () => Promise<T | undefined>, timeoutMs = 120_000): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new Error(`no answer within ${String(timeoutMs / 1000)} s`);
    await new Promise((resume) => setTimeout(resume, 100));
  }
}
