import type { Contract, RequestOf, ResponseOf } from '../../../core/api/contract.ts';
import { urlOf } from '../../../core/api/url.ts';
import { ApiProblem, problemOf } from './problem.ts';

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
  const { body } = request as { body?: unknown };
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
