import { Avatar, Group, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { signOut } from '../../../core/api/people.ts';
import { useSend } from '../api/use-api.ts';
import { notifyProblem } from '../components/notify.ts';
import { useSession } from '../session/session.ts';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';

export function AccountMenu() {
  const { t } = useTranslation();
  const { user } = useSession();
  const client = useQueryClient();
  const leave = useSend(signOut, []);
  const onLeave = () =>
    leave.mutate({}, { onSuccess: () => void client.resetQueries(), onError: notifyProblem });

  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <UnstyledButton aria-label={`${t('shell.account')}: ${user.displayName}`}>
          <Group gap={8} wrap="nowrap">
            <Avatar size={30} radius="xl" color="petrol" name={user.displayName} />
            <Text size="sm" fw={500} visibleFrom="md" truncate maw={160}>
              {user.displayName}
            </Text>
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} c="bright">
            {user.displayName}
          </Text>
          {user.roles.map((role) => t(`role.${role}`)).join(' · ')}
        </Menu.Label>
        <Group px="sm" py={6} justify="space-between">
          <Text size="sm">{t('shell.language')}</Text>
          <LanguageSwitch />
        </Group>
        <Group px="sm" py={6} justify="space-between" hiddenFrom="sm">
          <Text size="sm">{t('shell.theme')}</Text>
          <ThemeSwitch />
        </Group>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={onLeave}>
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
