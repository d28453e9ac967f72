import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBan, IconVolumeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { withdrawAroundClip, type AroundStatus } from '../../../../../core/api/around.ts';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { useMay } from '../../../session/session.ts';
import { AroundMissing } from './AroundMissing.tsx';
import { Half } from './Half.tsx';
import { Listening } from './Listening.tsx';
import { StopModal } from './StopModal.tsx';
import { useWhoWhen } from '../../../hooks/use-who-when.ts';

/** What cars play now, who decided so, what it lacks, and the way to end it. */
export function AroundInForce({ status }: { status: AroundStatus }) {
  const { t } = useTranslation();
  const whoWhen = useWhoWhen();
  const mayStop = useMay(withdrawAroundClip);
  const [stopping, stop] = useDisclosure(false);
  const { inForce, proposed } = status;
  if (inForce === null)
    return (
      <Half title={t('around.inForce')}>
        <EmptyState icon={IconVolumeOff} title={t('around.nothing')}>
          {t('around.nothingHint')}
          {proposed?.state === 'withdrawn' && (
            <Text size="xs" mt="xs">
              {t('around.stoppedBy', whoWhen(proposed.decidedBy, proposed.decidedAtMs))}: “{proposed.reason}”
            </Text>
          )}
        </EmptyState>
      </Half>
    );
  return (
    <Half
      title={t('around.inForce')}
      actions={
        mayStop && (
          <Button
            size="xs"
            variant="light"
            color="red"
            leftSection={<IconBan size={15} />}
            onClick={stop.open}
          >
            {t('around.stop')}
          </Button>
        )
      }
    >
      <Stack gap="sm">
        <Listening key={inForce.id} version={inForce} />
        <Text size="xs" c="dimmed">
          {t('around.proposedBy', whoWhen(inForce.proposedBy, inForce.proposedAtMs))}
          <br />
          {t('around.approvedBy', whoWhen(inForce.decidedBy, inForce.decidedAtMs))}
        </Text>
        <AroundMissing status={status} />
      </Stack>
      {stopping && <StopModal id={inForce.id} onClose={stop.close} />}
    </Half>
  );
}
