import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { createAnnouncement, getAnnouncement } from '../../../../core/api/announcements.ts';
import { listAgencies } from '../../../../core/api/people.ts';
import { useRead } from '../../api/use-api.ts';
import { BackLink } from '../../components/BackLink.tsx';
import { LoadingPage } from '../../components/LoadingPage.tsx';
import { NotForYou } from '../../components/NotForYou.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { useNowMs } from '../../session/clock.ts';
import { useMay, useSession } from '../../session/session.ts';
import { AnnouncementForm } from './AnnouncementForm.tsx';
import { emptyContent } from './draft.ts';
import { useSaveAnnouncement } from './use-save-announcement.ts';

/** A new draft: empty, with a chosen upload (`?asset=`), or as a copy (`?copy=`). */
export function NewAnnouncementPage() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const copyId = params.get('copy');
  const { user } = useSession();
  const { timeZone } = useFormat();
  const nowMs = useNowMs(60_000);
  const agencies = useRead('agencies', listAgencies, {});
  const copy = useRead(
    'announcements',
    getAnnouncement,
    { params: { id: copyId ?? '' } },
    { enabled: copyId !== null },
  );
  const saving = useSaveAnnouncement(null);
  const mayWrite = useMay(createAnnouncement);
  if (!mayWrite) return <NotForYou />;
  if (agencies.isPending || (copyId !== null && copy.isPending)) return <LoadingPage />;
  const empty = emptyContent(user.agencyId ?? agencies.data?.[0]?.id ?? '', nowMs, timeZone);
  const { validFromMs, validUntilMs } = empty;
  const initial = copy.data
    ? { ...copy.data.content, validFromMs, validUntilMs }
    : { ...empty, screenAssetId: params.get('asset') };
  return (
    <>
      <PageHeader
        above={<BackLink to="/announcements">{t('announcements.title')}</BackLink>}
        title={t('form.newTitle')}
      />
      <AnnouncementForm initial={initial} busy={saving.busy} problem={saving.problem} onSave={saving.save} />
    </>
  );
}
