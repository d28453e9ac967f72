import { Button, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { acceptInvitation, getInvitation, getSession } from '../../../../core/api/people.ts';
import { readOptions, useRead, useSend } from '../../api/use-api.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { ProblemAlert } from '../../components/ProblemAlert.tsx';
import { useForm } from '../../hooks/use-form.ts';
import { DoorPage } from './DoorPage.tsx';
import { NewPasswordFields } from './NewPasswordFields.tsx';

export function InvitationPage() {
  const { t } = useTranslation();
  const { token = '' } = useParams();
  const navigate = useNavigate();
  const client = useQueryClient();
  const invitation = useRead('session', getInvitation, { params: { token } });
  const form = useForm({ password: '', again: '' });
  const { password, again } = form.values;
  const send = useSend(acceptInvitation, [], (session) => {
    client.setQueryData(readOptions('session', getSession, {}).queryKey, session);
    void navigate('/', { replace: true });
  });
  return (
    <DoorPage title={t('session.welcome', { name: invitation.data?.displayName ?? '' })}>
      <Loaded query={invitation} lines={2}>
        {({ username }) => (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (password === again) send.mutate({ params: { token }, body: { password } });
            }}
          >
            <Stack gap="md">
              <Text size="sm">
                <Trans
                  i18nKey="session.inviteIntro"
                  values={{ username }}
                  components={{ strong: <strong /> }}
                />
              </Text>
              <input type="text" hidden readOnly autoComplete="username" value={username} />
              <NewPasswordFields password={password} again={again} onChange={form.patch} />
              <Text size="xs" c="dimmed">
                {t('session.inviteKeyHint')}
              </Text>
              <ProblemAlert problem={send.error} />
              <Button type="submit" fullWidth loading={send.isPending}>
                {t('session.accept')}
              </Button>
            </Stack>
          </form>
        )}
      </Loaded>
    </DoorPage>
  );
}
