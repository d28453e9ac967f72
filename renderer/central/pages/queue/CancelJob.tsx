import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { cancelJob, type Job } from '../../../../core/api/announcements.ts';
import { useSend } from '../../api/use-api.ts';
import { DangerAction } from '../../components/DangerAction.tsx';
import { notifyDone } from '../../components/notify.ts';

export function CancelJob({ job, name }: { job: Job; name: string }) {
  const { t } = useTranslation();
  const send = useSend(cancelJob, ['jobs', 'assets', 'announcements'], () =>
    notifyDone(t('queue.cancelled')),
  );
  return (
    <DangerAction
      trigger={(ask) => (
        <Button size="xs" variant="default" aria-label={`${t('queue.cancel')}: ${name}`} onClick={ask}>
          {t('queue.cancel')}
        </Button>
      )}
      question={t('queue.cancelQuestion')}
      consequence={t(job.kind === 'accept' ? 'queue.cancelAccept' : 'queue.cancelRender', { name })}
      confirmLabel={t('queue.cancel')}
      send={send}
      onConfirm={(close) => send.mutate({ params: { id: job.id } }, { onSuccess: close })}
    />
  );
}
