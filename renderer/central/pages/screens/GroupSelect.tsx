import { ActionIcon, Group, Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDirectory } from '../../hooks/use-directory.ts';
import { GroupModal } from './GroupModal.tsx';

interface Props {
  groupId: string | null;
  onChange: (groupId: string | null) => void;
}

/** Chooses the group a screen belongs to, changes it, or makes a new one. */
export function GroupSelect({ groupId, onChange }: Props) {
  const { t } = useTranslation();
  const { groups } = useDirectory();
  const [opened, modal] = useDisclosure(false);
  const chosen = groups.get(groupId ?? '') ?? null;
  const label = t(chosen === null ? 'settings.newGroup' : 'settings.editGroup');
  return (
    <Group gap={6} align="flex-end" wrap="nowrap">
      <Select
        style={{ flex: 1 }}
        label={t('settings.group')}
        placeholder={t('settings.noGroup')}
        clearable
        data={[...groups.values()].map(({ id, name }) => ({ value: id, label: name }))}
        value={groupId}
        onChange={onChange}
      />
      <ActionIcon variant="default" size="input-sm" aria-label={label} title={label} onClick={modal.open}>
        {chosen === null ? <IconPlus size={17} /> : <IconPencil size={17} />}
      </ActionIcon>
      {opened && (
        <GroupModal opened onClose={modal.close} group={chosen} onSaved={(group) => onChange(group.id)} />
      )}
    </Group>
  );
}
