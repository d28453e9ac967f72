import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { createUser, UserInput } from '../../../../core/api/people.ts';
import type { Role } from '../../../../core/model/catalogue.ts';
import { useSend } from '../../api/use-api.ts';
import { ConfirmModal } from '../../components/ConfirmModal.tsx';
import { useForm } from '../../hooks/use-form.ts';
import type { Invitation } from './InvitationLinkModal.tsx';
import { RoleFields } from './RoleFields.tsx';

interface Props {
  onClose: () => void;
  onInvited: (invitation: Invitation) => void;
}

export function InviteUserModal({ onClose, onInvited }: Props) {
  const { t } = useTranslation();
  const form = useForm({
    displayName: '',
    username: '',
    roles: ['editor'] as Role[],
    agencyId: null as string | null,
  });
  const { values, set, patch } = form;
  const send = useSend(createUser, ['users'], onInvited);
  const usernameIsBad =
    values.username !== '' && !UserInput.shape.username.safeParse(values.username).success;
  return (
    <ConfirmModal
      opened
      onClose={onClose}
      title={t('users.invite')}
      confirmLabel={t('users.invite')}
      busy={send.isPending}
      problem={send.error}
      disabled={!UserInput.safeParse(values).success}
      onConfirm={() => send.mutate({ body: values })}
    >
      <TextInput
        label={t('users.name')}
        placeholder="Pranata Humas"
        required
        data-autofocus
        maxLength={80}
        value={values.displayName}
        onChange={(event) => set('displayName', event.currentTarget.value)}
      />
      <TextInput
        label={t('users.username')}
        description={t('session.usernameHint')}
        required
        autoCapitalize="none"
        value={values.username}
        error={usernameIsBad ? t('session.usernameBad') : null}
        onChange={(event) => set('username', event.currentTarget.value)}
      />
      <RoleFields roles={values.roles} agencyId={values.agencyId} onChange={patch} />
    </ConfirmModal>
  );
}
