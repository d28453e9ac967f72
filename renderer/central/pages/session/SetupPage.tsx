import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { finishSetup, getSession, getSetup } from '../../../../core/api/people.ts';
import { User } from '../../../../core/model/catalogue.ts';
import { readOptions, useRead, useSend } from '../../api/use-api.ts';
import { ProblemAlert } from '../../components/ProblemAlert.tsx';
import { useForm } from '../../hooks/use-form.ts';
import { DoorPage } from './DoorPage.tsx';
import { NewPasswordFields } from './NewPasswordFields.tsx';

/** The token stays in the fragment: fragments are never sent to servers or written to their logs. */
const tokenInHash = () => new URLSearchParams(window.location.hash.slice(1)).get('token') ?? '';

export function SetupPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [token] = useState(tokenInHash);
  const setup = useRead('session', getSetup, {}).data;
  const form = useForm({
    typedCity: null as string | null,
    username: '',
    displayName: '',
    password: '',
    again: '',
  });
  const { typedCity, username, displayName, password, again } = form.values;
  /** A demo city already has its name. */
  const cityName = typedCity ?? (setup?.demo ? setup.cityName : '');
  const usernameIsBad = username !== '' && !User.shape.username.safeParse(username).success;
  const send = useSend(finishSetup, [], (session) => {
    client.setQueryData(readOptions('session', getSession, {}).queryKey, session);
    void client.invalidateQueries({ queryKey: readOptions('session', getSetup, {}).queryKey });
    void navigate('/', { replace: true });
  });

  if (token === '' || setup?.needed === false) {
    return (
      <DoorPage title={t('session.setupTitle')}>
        <Alert>{t('session.setupNoToken')}</Alert>
        <Button component={Link} to="/sign-in" variant="default">
          {t('session.signIn')}
        </Button>
      </DoorPage>
    );
  }
  return (
    <DoorPage title={t('session.setupTitle')} intro={t('session.setupIntro')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (password === again && !usernameIsBad)
            send.mutate({ body: { token, cityName, username, displayName, password } });
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('session.cityName')}
            placeholder={t('session.cityPlaceholder')}
            required
            autoFocus
            maxLength={120}
            value={cityName}
            onChange={(event) => form.set('typedCity', event.currentTarget.value)}
          />
          <TextInput
            label={t('session.yourName')}
            description={t('session.yourNameHint')}
            required
            maxLength={80}
            autoComplete="name"
            value={displayName}
            onChange={(event) => form.set('displayName', event.currentTarget.value)}
          />
          <TextInput
            label={t('session.username')}
            description={t('session.usernameHint')}
            required
            autoComplete="username"
            autoCapitalize="none"
            value={username}
            error={usernameIsBad ? t('session.usernameBad') : null}
            onChange={(event) => form.set('username', event.currentTarget.value)}
          />
          <NewPasswordFields password={password} again={again} onChange={form.patch} />
          <ProblemAlert problem={send.error} />
          <Button type="submit" fullWidth loading={send.isPending}>
            {t('session.finish')}
          </Button>
        </Stack>
      </form>
    </DoorPage>
  );
}
