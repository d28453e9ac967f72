import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { Contract, RequestOf, ResponseOf } from '../../../core/api/contract.ts';
import type { LiveMessage } from '../../../core/protocol/live.ts';
import { call } from './client.ts';
import { asProblem, type ApiProblem } from './problem.ts';

/** What a query is about; live messages name the same things. */
export type Resource =
  Extract<LiveMessage, { type: 'changed' }>['resource'] | 'jobs' | 'live' | 'audit' | 'session' | 'health';

export const readOptions = <C extends Contract>(resource: Resource, contract: C, request: RequestOf<C>) =>
  queryOptions<ResponseOf<C>, ApiProblem>({
    queryKey: [resource, contract.id, request],
    queryFn: async ({ signal }) => await call(contract, request, signal),
  });

interface ReadOptions {
  enabled?: boolean;
  /** Keep showing the last answer while a different question is asked. */
  keepPrevious?: boolean;
  refetchIntervalMs?: number;
}

/** Reads a route and keeps it fresh: a `changed` message about `resource` asks again. */
export const useRead = <C extends Contract>(
  resource: Resource,
  contract: C,
  request: RequestOf<C>,
  options: ReadOptions = {},
): UseQueryResult<ResponseOf<C>, ApiProblem> =>
  useQuery<ResponseOf<C>, ApiProblem>({
    ...readOptions(resource, contract, request),
    enabled: options.enabled ?? true,
    refetchInterval: options.refetchIntervalMs ?? false,
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });

/** Calls a route that changes something, then asks again about the resources it touches. */
export function useSend<C extends Contract>(
  contract: C,
  touches: readonly Resource[],
  onDone?: (answer: ResponseOf<C>) => void,
) {
  const client = useQueryClient();
  return useMutation<ResponseOf<C>, ApiProblem, RequestOf<C>>({
    mutationFn: async (request) => {
      try {
        return await call(contract, request);
      } catch (error) {
        throw asProblem(error);
      }
    },
    onSuccess: async (answer) => {
      onDone?.(answer);
      await Promise.all(touches.map((resource) => client.invalidateQueries({ queryKey: [resource] })));
    },
  });
}
