import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { getAnnouncement } from '../../../../core/api/announcements.ts';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import { useRead } from '../../api/use-api.ts';
import { BackLink } from '../../components/BackLink.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { AnnouncementForm } from './AnnouncementForm.tsx';
import { useSaveAnnouncement } from './use-save-announcement.ts';

function Editor({ announcement }: { announcement: Announcement }) {
  const { t } = useTranslation();
  const saving = useSaveAnnouncement(announcement);
  if (announcement.state !== 'draft' && announcement.state !== 'returned')
    return <Alert>{t('form.locked', { state: t(`state.${announcement.state}`) })}</Alert>;
  return (
    <>
      {announcement.state === 'returned' && announcement.reason && (
        <Alert color="orange" title={t('review.returnedNote')} mb="md">
          {announcement.reason}
        </Alert>
      )}
      <AnnouncementForm
        initial={announcement.content}
        busy={saving.busy}
        problem={saving.problem}
        onSave={saving.save}
      />
    </>
  );
}

export function EditAnnouncementPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const query = useRead('announcements', getAnnouncement, { params: { id } });
  return (
    <>
      <PageHeader
        above={<BackLink to={`/announcements/${id}`}>{t('announcements.title')}</BackLink>}
        title={t('form.editTitle')}
      />
      <Loaded query={query}>{(announcement) => <Editor announcement={announcement} />}</Loaded>
    </>
  );
}
