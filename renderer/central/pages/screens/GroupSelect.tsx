import { ActionIcon, Group, Select, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createGroup, listGroups } from '../../../../core/api/screens.ts';
import { useRead, useSend } from '../../api/use-api.ts';
import { ConfirmModal } from '../../components/ConfirmModal.tsx';

interface Props {
  groupId: string | null;
  onChange: (groupId: string | null) => void;
}

/** Chooses the group a screen belongs to, or makes a new one. */
export function GroupSelect({ groupId, onChange }: Props) {
  const { t } = useTranslation();
  const groups = useRead('groups', listGroups, {}).data ?? [];
  const [opened, modal] = useDisclosure(false);
  const [name, setName] = useState('');
  const send = useSend(createGroup, ['groups'], (group) => {
    onChange(group.id);
    modal.close();
  });
  return (
    <Group gap={6} align="flex-end" wrap="nowrap">
      <Select
        style={{ flex: 1 }}
        label={t('settings.group')}
        placeholder={t('settings.noGroup')}
        clearable
        data={groups.map((group) => ({ value: group.id, label: group.name }))}
        value={groupId}
        onChange={onChange}
      />
      <ActionIcon variant="default" size="input-sm" aria-label={t('settings.newGroup')} onClick={modal.open}>
        <IconPlus size={17} />
      </ActionIcon>
      <ConfirmModal
        opened={opened}
        onClose={modal.close}
        title={t('settings.newGroup')}
        confirmLabel={t('common.add')}
        busy={send.isPending}
        problem={send.error}
        disabled={name.trim() === ''}
        onConfirm={() => send.mutate({ body: { name } })}
      >
        <TextInput
          label={t('common.name')}
          maxLength={120}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </ConfirmModal>
    </Group>
  );
}
