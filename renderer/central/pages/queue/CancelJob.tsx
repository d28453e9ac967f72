import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { cancelJob, type Job } from '../../../../core/api/announcements.ts';
import { useSend } from '../../api/use-api.ts';
import { ConfirmModal } from '../../components/ConfirmModal.tsx';
import { notifyDone } from '../../components/notify.ts';

export function CancelJob({ job, name }: { job: Job; name: string }) {
  const { t } = useTranslation();
  const [opened, modal] = useDisclosure(false);
  const send = useSend(cancelJob, ['jobs', 'assets', 'announcements'], () => {
    notifyDone(t('queue.cancelled'));
    modal.close();
  });
  return (
    <>
      <Button size="xs" variant="default" aria-label={`${t('queue.cancel')}: ${name}`} onClick={modal.open}>
        {t('queue.cancel')}
      </Button>
      <ConfirmModal
        opened={opened}
        onClose={modal.close}
        danger
        title={t('queue.cancelQuestion')}
        confirmLabel={t('queue.cancel')}
        busy={send.isPending}
        problem={send.error}
        onConfirm={() => send.mutate({ params: { id: job.id } })}
      >
        <Text size="sm">
          {t(job.kind === 'accept' ? 'queue.cancelAccept' : 'queue.cancelRender', { name })}
        </Text>
      </ConfirmModal>
    </>
  );
}
