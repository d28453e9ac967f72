import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { proposeAroundClip, type AroundStatus } from '../../../../../core/api/around.ts';
import { useSend } from '../../../api/use-api.ts';
import { notifyDone, notifyProblem } from '../../../components/notify.ts';
import { useDirectory } from '../../../hooks/use-directory.ts';
import { useMay } from '../../../session/session.ts';

/** More than these are counted instead of named. */
const NAMED = 3;

/** Loudspeakers and areas that came after the approval, and how they get their recordings. */
export function AroundMissing({ status }: { status: AroundStatus }) {
  const { t } = useTranslation();
  const { areas } = useDirectory();
  const mayPropose = useMay(proposeAroundClip);
  const send = useSend(proposeAroundClip, ['around'], () => notifyDone(t('around.submitted')));
  const { inForce, proposed, missingVoicings, missingAreaIds } = status;
  if (inForce === null || missingVoicings.length + missingAreaIds.length === 0) return null;
  const isAsked = proposed?.state === 'making' || proposed?.state === 'waiting';
  const names = missingAreaIds.map((id) => areas.get(id)?.name ?? '…');
  const named = names.slice(0, NAMED).join(', ');
  const count = names.length - NAMED;
  return (
    <Alert color="orange" icon={<IconAlertTriangle />} title={t('around.missing')} role="alert">
      <Stack gap={6}>
        {missingVoicings.length > 0 && (
          <Text size="sm">
            {t('around.missingVoicings', {
              voicings: missingVoicings.map((voicing) => t(`preview.voicing.${voicing}`)).join(', '),
            })}
          </Text>
        )}
        {names.length > 0 && (
          <Text size="sm">
            {t('around.missingAreas', {
              areas: count > 0 ? t('around.andOthers', { first: named, count }) : named,
            })}
          </Text>
        )}
        <Text size="sm">{t(isAsked ? 'around.missingLater' : 'around.missingHint')}</Text>
        {mayPropose && !isAsked && (
          <Button
            size="xs"
            variant="default"
            w="fit-content"
            leftSection={<IconRefresh size={15} />}
            loading={send.isPending}
            onClick={() => send.mutate({ body: inForce.content }, { onError: notifyProblem })}
          >
            {t('around.again')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
