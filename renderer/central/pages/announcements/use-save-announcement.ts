import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import {
  createAnnouncement,
  submitAnnouncement,
  updateAnnouncement,
} from '../../../../core/api/announcements.ts';
import type { Announcement, AnnouncementContent } from '../../../../core/model/catalogue.ts';
import { useSend } from '../../api/use-api.ts';
import { notifyDone, notifyProblem } from '../../components/notify.ts';

/** Stores a draft, and submits it when asked to. A refused submission leaves the stored draft open for editing. */
export function useSaveAnnouncement(existing: Announcement | null) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const create = useSend(createAnnouncement, ['announcements']);
  const update = useSend(updateAnnouncement, ['announcements']);
  const submit = useSend(submitAnnouncement, ['announcements', 'jobs']);

  const open = (id: string, message: string) => {
    notifyDone(message);
    void navigate(`/announcements/${id}`);
  };
  const afterSaving = (wantsSubmit: boolean) => (saved: Announcement) => {
    if (!wantsSubmit) return open(saved.id, t('form.savedDraft'));
    submit.mutate(
      { params: { id: saved.id }, body: { revision: saved.revision } },
      {
        onSuccess: () => open(saved.id, t('form.submitted')),
        onError: (error) => {
          notifyProblem(error);
          void navigate(`/announcements/${saved.id}/edit`, { replace: true });
        },
      },
    );
  };
  return {
    busy: create.isPending || update.isPending || submit.isPending,
    problem: create.error ?? update.error ?? submit.error,
    save: (content: AnnouncementContent, wantsSubmit: boolean): void => {
      const onSuccess = afterSaving(wantsSubmit);
      if (existing === null) create.mutate({ body: content }, { onSuccess });
      else
        update.mutate(
          { params: { id: existing.id }, body: { revision: existing.revision, content } },
          { onSuccess },
        );
    },
  };
}
