import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { createScreen } from '../../../../core/api/screens.ts';
import { useSend } from '../../api/use-api.ts';
import { BackLink } from '../../components/BackLink.tsx';
import { notifyDone } from '../../components/notify.ts';
import { NotForYou } from '../../components/NotForYou.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useMay, useSession } from '../../session/session.ts';
import { emptyScreen } from './screen-form.ts';
import { ScreenForm } from './ScreenForm.tsx';

export function NewScreenPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { city } = useSession();
  const send = useSend(createScreen, ['screens', 'live', 'schedule'], (screen) => {
    notifyDone(t('settings.created'));
    void navigate(`/screens/${screen.id}?tab=device`);
  });
  const mayAdd = useMay(createScreen);
  if (!mayAdd) return <NotForYou />;
  return (
    <>
      <PageHeader above={<BackLink to="/screens">{t('screens.title')}</BackLink>} title={t('screens.new')} />
      <ScreenForm
        initial={emptyScreen(city.timeZone)}
        saveLabel={t('settings.create')}
        busy={send.isPending}
        problem={send.error}
        onSave={(body) => send.mutate({ body })}
      />
    </>
  );
}
