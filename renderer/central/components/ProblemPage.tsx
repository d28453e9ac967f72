import { Center, Container } from '@mantine/core';
import type { ApiProblem } from '../api/problem.ts';
import { ProblemAlert } from './ProblemAlert.tsx';

export function ProblemPage({ problem, onRetry }: { problem: ApiProblem; onRetry: () => void }) {
  return (
    <Center mih="70vh">
      <Container size={460}>
        <ProblemAlert problem={problem} onRetry={onRetry} />
      </Container>
    </Center>
  );
}
