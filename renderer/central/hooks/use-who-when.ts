import { useTranslation } from 'react-i18next';
import { useDirectory } from './use-directory.ts';
import { useFormat } from './use-format.ts';

/** Who and when, as the texts take it; those who may not see the names of people read “someone”. */
export function useWhoWhen() {
  const { t } = useTranslation();
  const { users } = useDirectory();
  const format = useFormat();
  return (userId: string | null, atMs: number | null) => ({
    name: users.get(userId ?? '')?.displayName ?? t('around.someone'),
    at: atMs === null ? '' : format.dateTime(atMs),
  });
}
