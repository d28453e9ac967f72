import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { renderAnnouncementAgain } from '../../../../core/api/announcements.ts';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import { useSend } from '../../api/use-api.ts';
import { notifyProblem } from '../../components/notify.ts';
import { useMay } from '../../session/session.ts';
import { isTold, rejectionText } from '../media/rejection.ts';
import { useRenderJob } from './use-render-job.ts';

const EXPLAINED = ['no_screens', 'asset_not_ready', 'silent', 'too_long', 'disk_full', 'cancelled'] as const;

/** Why the renditions could not be made, and the button that tries again. */
export function RenderFailed({ announcement }: { announcement: Announcement }) {
  const { t } = useTranslation();
  const { id, revision, state } = announcement;
  const job = useRenderJob(id);
  const code = job?.state === 'cancelled' ? 'cancelled' : job?.error?.code;
  const known = EXPLAINED.find((one) => one === code);
  const mayRetry = useMay(renderAnnouncementAgain) && state === 'in_review';
  const send = useSend(renderAnnouncementAgain, ['announcements', 'jobs']);
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title={t('preview.failed')} role="alert">
      <Text size="sm">
        {known === undefined && job?.error && isTold(job.error.code)
          ? rejectionText(t, job.error)
          : t(`preview.failedHint.${known ?? 'other'}`)}
      </Text>
      {mayRetry && (
        <Button
          mt="xs"
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={15} />}
          loading={send.isPending}
          onClick={() => send.mutate({ params: { id }, body: { revision } }, { onError: notifyProblem })}
        >
          {t('common.retry')}
        </Button>
      )}
    </Alert>
  );
}
