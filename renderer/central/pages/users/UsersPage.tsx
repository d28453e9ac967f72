import { Badge, Box, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createUser, listUsers } from '../../../../core/api/people.ts';
import { ROLES, type User } from '../../../../core/model/catalogue.ts';
import { useRead } from '../../api/use-api.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { Facts } from '../../components/Facts.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { NotForYou } from '../../components/NotForYou.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { Section } from '../../components/Section.tsx';
import { useDirectory } from '../../hooks/use-directory.ts';
import { useMay } from '../../session/session.ts';
import { EditUserModal } from './EditUserModal.tsx';
import { InvitationLinkModal, type Invitation } from './InvitationLinkModal.tsx';
import { InviteUserModal } from './InviteUserModal.tsx';

const STATE_COLOR: Record<User['state'], string> = { invited: 'orange', active: 'green', disabled: 'gray' };

export function UsersPage() {
  const { t } = useTranslation();
  const isAdmin = useMay(createUser);
  const { agencies } = useDirectory();
  const users = useRead('users', listUsers, {}, { enabled: isAdmin });
  const [inviting, invite] = useDisclosure(false);
  const [editedId, setEditedId] = useState<string | null>(null);
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  if (!isAdmin) return <NotForYou />;
  const edited = users.data?.find((user) => user.id === editedId);
  const onInvited = (made: Invitation) => {
    invite.close();
    setEditedId(null);
    setInvitation(made);
  };
  return (
    <>
      <PageHeader
        title={t('users.title')}
        subtitle={t('users.subtitle')}
        actions={
          <Button leftSection={<IconUserPlus size={17} />} onClick={invite.open}>
            {t('users.invite')}
          </Button>
        }
      />
      <Stack gap="md">
        <Loaded query={users}>
          {(list) => (
            <Box className="wv-card">
              <DataTable
                label={t('users.title')}
                rows={list}
                rowKey={(user) => user.id}
                columns={[
                  {
                    key: 'name',
                    label: t('users.name'),
                    heading: true,
                    render: (user) => (
                      <>
                        <Text size="sm" fw={600}>
                          {user.displayName}
                        </Text>
                        <Text size="xs" c="dimmed">
                          {user.username}
                        </Text>
                      </>
                    ),
                  },
                  {
                    key: 'roles',
                    label: t('users.roles'),
                    render: (user) => (
                      <Group gap={5}>
                        {user.roles.map((role) => (
                          <Badge key={role} color="gray">
                            {t(`role.${role}`)}
                          </Badge>
                        ))}
                      </Group>
                    ),
                  },
                  {
                    key: 'agency',
                    label: t('users.agency'),
                    render: (user) =>
                      user.agencyId === null
                        ? t('users.cityStaff')
                        : (agencies.get(user.agencyId)?.shortName ?? ''),
                  },
                  {
                    key: 'state',
                    label: t('users.state'),
                    render: (user) => (
                      <Badge color={STATE_COLOR[user.state]}>{t(`users.states.${user.state}`)}</Badge>
                    ),
                  },
                  {
                    key: 'edit',
                    label: '',
                    align: 'right',
                    render: (user) => (
                      <Button size="compact-sm" variant="default" onClick={() => setEditedId(user.id)}>
                        {t('common.edit')}
                      </Button>
                    ),
                  },
                ]}
              />
            </Box>
          )}
        </Loaded>
        <Section title={t('users.rolesExplained')}>
          <Facts rows={ROLES.map((role) => [t(`role.${role}`), t(`roleHint.${role}`)] as const)} />
        </Section>
      </Stack>
      {inviting && <InviteUserModal onClose={invite.close} onInvited={onInvited} />}
      {edited && <EditUserModal user={edited} onClose={() => setEditedId(null)} onInvited={onInvited} />}
      {invitation && <InvitationLinkModal invitation={invitation} onClose={() => setInvitation(null)} />}
    </>
  );
}
