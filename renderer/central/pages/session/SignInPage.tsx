import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation, useNavigate } from 'react-router';
import { getSession, getSetup, signIn } from '../../../../core/api/people.ts';
import { readOptions, useRead, useSend } from '../../api/use-api.ts';
import { ProblemAlert } from '../../components/ProblemAlert.tsx';
import { useForm } from '../../hooks/use-form.ts';
import { DoorPage } from './DoorPage.tsx';

/** Only paths of this app, so that a crafted link cannot lead elsewhere after sign-in. */
const pathAfter = (state: unknown): string => {
  const from = typeof state === 'object' && state !== null && 'from' in state ? state.from : '/';
  return typeof from === 'string' && /^\/(?!\/)/.test(from) ? from : '/';
};

export function SignInPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const location = useLocation();
  const client = useQueryClient();
  const form = useForm({ username: '', password: '' });
  const setup = useRead('session', getSetup, {}).data;
  const send = useSend(signIn, [], (session) => {
    client.setQueryData(readOptions('session', getSession, {}).queryKey, session);
    void navigate(pathAfter(location.state), { replace: true });
  });
  if (setup?.needed) return <Navigate to="/setup" replace />;
  return (
    <DoorPage title={t('session.signInTitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate({ body: form.values });
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('session.username')}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            required
            autoFocus
            value={form.values.username}
            onChange={(event) => form.set('username', event.currentTarget.value)}
          />
          <PasswordInput
            label={t('session.password')}
            name="password"
            autoComplete="current-password"
            required
            value={form.values.password}
            onChange={(event) => form.set('password', event.currentTarget.value)}
          />
          <ProblemAlert problem={send.error} />
          <Button type="submit" fullWidth loading={send.isPending}>
            {t('session.signIn')}
          </Button>
          <Text size="xs" c="dimmed" ta="center">
            {t('session.forgot')}
          </Text>
        </Stack>
      </form>
    </DoorPage>
  );
}
