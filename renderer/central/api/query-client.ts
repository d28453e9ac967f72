import { QueryCache, QueryClient } from '@tanstack/react-query';
import { getSession } from '../../../core/api/people.ts';
import { ApiProblem } from './problem.ts';
import { readOptions } from './use-api.ts';

const MOST_RETRIES = 2;

/** Only what may heal by itself is tried again; an ended session sends to sign-in. */
export function makeQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        const sessionKey = readOptions('session', getSession, {}).queryKey;
        const ended = error instanceof ApiProblem && error.code === 'not_signed_in';
        if (ended && query.queryKey[0] !== sessionKey[0]) void client.resetQueries({ queryKey: sessionKey });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) =>
          failures < MOST_RETRIES &&
          error instanceof ApiProblem &&
          (error.code === 'unreachable' || error.status >= 500),
      },
    },
  });
  return client;
}
