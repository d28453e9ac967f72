import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  password: string;
  again: string;
  onChange: (part: { password?: string; again?: string }) => void;
}

export function NewPasswordFields({ password, again, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <PasswordInput
        label={t('session.password')}
        description={t('session.passwordHint')}
        autoComplete="new-password"
        required
        minLength={10}
        maxLength={200}
        value={password}
        onChange={(event) => onChange({ password: event.currentTarget.value })}
      />
      <PasswordInput
        label={t('session.passwordAgain')}
        autoComplete="new-password"
        required
        value={again}
        error={again !== '' && again !== password ? t('session.passwordsDiffer') : null}
        onChange={(event) => onChange({ again: event.currentTarget.value })}
      />
    </>
  );
}
