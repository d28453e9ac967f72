import { Skeleton, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ApiProblem } from '../api/problem.ts';
import { ProblemAlert } from './ProblemAlert.tsx';

interface Props<T> {
  query: UseQueryResult<T, ApiProblem>;
  children: (data: T) => ReactNode;
  /** Placeholder lines while the first answer is on its way. */
  lines?: number;
}

/** Shows a query's answer, its loading state, or its problem with a way to try again. */
export function Loaded<T>({ query, children, lines = 4 }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ProblemAlert problem={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Stack gap="sm" aria-busy="true">
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={index === 0 ? 32 : 52} />
      ))}
    </Stack>
  );
}
