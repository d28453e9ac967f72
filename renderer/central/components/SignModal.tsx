import { PasswordInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../api/problem.ts';
import { ConfirmModal } from './ConfirmModal.tsx';

interface Props {
  /** What is signed, and what it opens. */
  children: ReactNode;
  send: { isPending: boolean; error: ApiProblem | null };
  onSign: (password: string) => void;
  onClose: () => void;
}

/** Asks for the password that unlocks the approver's key. */
export function SignModal({ children, send, onSign, onClose }: Props) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  return (
    <ConfirmModal
      opened
      onClose={onClose}
      title={t('review.approveTitle')}
      confirmLabel={t('review.sign')}
      busy={send.isPending}
      problem={send.error}
      disabled={password === ''}
      onConfirm={() => onSign(password)}
    >
      {children}
      <PasswordInput
        label={t('session.password')}
        autoComplete="current-password"
        data-autofocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </ConfirmModal>
  );
}
