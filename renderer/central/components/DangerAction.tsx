import { Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { ApiProblem } from '../api/problem.ts';
import { ConfirmModal } from './ConfirmModal.tsx';

interface Props {
  /** The button; it calls `ask`. */
  trigger: (ask: () => void) => ReactNode;
  question: string;
  /** What will happen, in full. */
  consequence: string;
  confirmLabel: string;
  send: { isPending: boolean; error: ApiProblem | null };
  /** Does it; calls `close` once it is done, and not when it is refused. */
  onConfirm: (close: () => void) => void;
}

/** Something that cannot simply be undone: a button, the question it asks, and the reason when it is refused. */
export function DangerAction({ trigger, question, consequence, confirmLabel, send, onConfirm }: Props) {
  const [opened, modal] = useDisclosure(false);
  return (
    <>
      {trigger(modal.open)}
      <ConfirmModal
        opened={opened}
        onClose={modal.close}
        danger
        title={question}
        confirmLabel={confirmLabel}
        busy={send.isPending}
        problem={send.error}
        onConfirm={() => onConfirm(modal.close)}
      >
        <Text size="sm">{consequence}</Text>
      </ConfirmModal>
    </>
  );
}
