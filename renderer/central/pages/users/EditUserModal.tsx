import { Alert, Button, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { inviteAgain, updateUser } from '../../../../core/api/people.ts';
import type { User } from '../../../../core/model/catalogue.ts';
import { useSend } from '../../api/use-api.ts';
import { ConfirmModal } from '../../components/ConfirmModal.tsx';
import { notifyDone, notifyProblem } from '../../components/notify.ts';
import { useForm } from '../../hooks/use-form.ts';
import type { Invitation } from './InvitationLinkModal.tsx';
import { RoleFields } from './RoleFields.tsx';

interface Props {
  user: User;
  onClose: () => void;
  onInvited: (invitation: Invitation) => void;
}

export function EditUserModal({ user, onClose, onInvited }: Props) {
  const { t } = useTranslation();
  const { values, set, patch } = useForm({
    displayName: user.displayName,
    roles: user.roles,
    agencyId: user.agencyId,
    disabled: user.state === 'disabled',
  });
  const save = useSend(updateUser, ['users', 'session'], () => {
    notifyDone(t('common.saved'));
    onClose();
  });
  const again = useSend(inviteAgain, ['users'], onInvited);
  return (
    <ConfirmModal
      opened
      onClose={onClose}
      title={t('users.edit')}
      confirmLabel={t('common.save')}
      busy={save.isPending}
      problem={save.error}
      disabled={values.displayName.trim() === '' || values.roles.length === 0}
      onConfirm={() => save.mutate({ params: { id: user.id }, body: values })}
    >
      <TextInput
        label={t('users.name')}
        required
        maxLength={80}
        value={values.displayName}
        onChange={(event) => set('displayName', event.currentTarget.value)}
      />
      <RoleFields roles={values.roles} agencyId={values.agencyId} onChange={patch} />
      <Switch
        label={t('users.disabled')}
        description={t('users.disabledHint')}
        checked={values.disabled}
        onChange={(event) => set('disabled', event.currentTarget.checked)}
      />
      <Alert color="gray">
        {t('users.inviteAgainHint')}
        <Button
          display="block"
          mt="xs"
          size="xs"
          variant="default"
          loading={again.isPending}
          onClick={() => again.mutate({ params: { id: user.id } }, { onError: notifyProblem })}
        >
          {t('users.inviteAgain')}
        </Button>
      </Alert>
    </ConfirmModal>
  );
}
