import type { Contract, RequestOf, ResponseOf } from '../../../core/api/contract.ts';
import { ApiProblem, problemOf } from './problem.ts';

interface Parts {
  params?: Readonly<Record<string, unknown>> | undefined;
  query?: Readonly<Record<string, unknown>> | undefined;
  body?: unknown;
}

/** Path and query of a route, e.g. for `<a href>` and `<img src>`. */
export function urlOf<C extends Contract>(contract: C, request: Omit<RequestOf<C>, 'body'>): string {
  const { params = {}, query = {} } = request as Parts;
  const path = contract.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return search === '' ? path : `${path}?${search}`;
}

/**
 * Calls a route of the documented API. The answer is parsed with the contract's schema, so that pages only ever see
 * what the types say.
 * @throws {ApiProblem} for every refusal and failure
 */
export async function call<C extends Contract>(
  contract: C,
  request: RequestOf<C>,
  signal?: AbortSignal,
): Promise<ResponseOf<C>> {
  const { body } = request as Parts;
  let response: Response;
  try {
    response = await fetch(urlOf(contract, request), {
      method: contract.method.toUpperCase(),
      credentials: 'same-origin',
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiProblem('unreachable', 0, {}, cause);
  }
  if (!response.ok) throw await problemOf(response);
  return (await answerOf(contract, response)) as ResponseOf<C>;
}

async function answerOf(contract: Contract, response: Response): Promise<unknown> {
  if (contract.response === null) return undefined;
  if ('mediaTypes' in contract.response) return await response.blob();
  const parsed = contract.response.safeParse(await response.json());
  if (!parsed.success) throw new ApiProblem('unexpected_answer', response.status, {}, parsed.error);
  return parsed.data;
}
