import { Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '../../../../core/api/contract.ts';
import type { createUser } from '../../../../core/api/people.ts';
import { useFormat } from '../../hooks/use-format.ts';

export type Invitation = ResponseOf<typeof createUser>;

interface Props {
  invitation: Invitation;
  onClose: () => void;
}

/** Shows a one-time link once; it is stored nowhere in this page. */
export function InvitationLinkModal({ invitation, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const link = new URL(invitation.invitationPath, window.location.origin).href;
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={<Text fw={600}>{t('users.linkTitle', { name: invitation.user.displayName })}</Text>}
    >
      <Stack gap="md">
        <Text size="sm">{t('users.linkHint', { at: format.dateTime(invitation.expiresAtMs) })}</Text>
        <TextInput
          readOnly
          aria-label={t('users.copyLink')}
          value={link}
          ff="monospace"
          onFocus={(event) => event.currentTarget.select()}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.close')}
          </Button>
          <CopyButton value={link}>
            {({ copied, copy }) => (
              <Button onClick={copy} leftSection={copied ? <IconCheck size={17} /> : <IconCopy size={17} />}>
                {copied ? t('common.copied') : t('users.copyLink')}
              </Button>
            )}
          </CopyButton>
        </Group>
      </Stack>
    </Modal>
  );
}
