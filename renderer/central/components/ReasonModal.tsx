import { Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { ApiProblem } from '../api/problem.ts';
import { ConfirmModal } from './ConfirmModal.tsx';

interface Props {
  title: string;
  /** What it is about, or what will happen. */
  children: ReactNode;
  label: string;
  placeholder?: string;
  confirmLabel: string;
  danger?: boolean;
  send: { isPending: boolean; error: ApiProblem | null };
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** Shorter is no reason: what the contracts ask for too. */
const SHORTEST = 3;

/** Asks why, before something others will want to know the reason of. */
export function ReasonModal({
  children,
  label,
  placeholder,
  danger = false,
  send,
  onConfirm,
  ...modal
}: Props) {
  const [reason, setReason] = useState('');
  return (
    <ConfirmModal
      {...modal}
      opened
      danger={danger}
      busy={send.isPending}
      problem={send.error}
      disabled={reason.trim().length < SHORTEST}
      onConfirm={() => onConfirm(reason)}
    >
      {children}
      <Textarea
        label={label}
        placeholder={placeholder}
        autosize
        minRows={3}
        maxLength={1000}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmModal>
  );
}
