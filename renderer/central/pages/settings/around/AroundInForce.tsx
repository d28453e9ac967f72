import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBan, IconVolume } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { withdrawAroundClip, type AroundStatus } from '../../../../../core/api/around.ts';
import { useWhoWhen } from '../../../hooks/use-who-when.ts';
import { useMay } from '../../../session/session.ts';
import { AroundMissing } from './AroundMissing.tsx';
import { Half } from './Half.tsx';
import { HeardOrder } from './HeardOrder.tsx';
import { Listening } from './Listening.tsx';
import { NothingHeard } from './NothingHeard.tsx';
import { StopModal } from './StopModal.tsx';
import { useSampleArea } from './use-sample-area.ts';

/** What cars play now, who decided so, what it lacks, and the way to end it. */
export function AroundInForce({ status }: { status: AroundStatus }) {
  const { t } = useTranslation();
  const whoWhen = useWhoWhen();
  const areaName = useSampleArea();
  const mayStop = useMay(withdrawAroundClip);
  const [stopping, stop] = useDisclosure(false);
  const [listening, listen] = useDisclosure(false);
  const { inForce, proposed } = status;
  if (inForce === null) return <NothingHeard newest={proposed} />;
  return (
    <Half
      title={t('around.inForce')}
      actions={
        <Group gap="xs">
          {!listening && (
            <Button size="xs" variant="default" leftSection={<IconVolume size={15} />} onClick={listen.open}>
              {t('around.listen')}
            </Button>
          )}
          {mayStop && (
            <Button
              size="xs"
              variant="light"
              color="red"
              leftSection={<IconBan size={15} />}
              onClick={stop.open}
            >
              {t('around.stop')}
            </Button>
          )}
        </Group>
      }
    >
      <Stack gap="sm">
        <AroundMissing status={status} />
        {listening ? (
          <Listening key={inForce.id} version={inForce} />
        ) : (
          <HeardOrder content={inForce.content} areaName={areaName} />
        )}
        <Text size="xs" c="dimmed">
          {t('around.proposedBy', whoWhen(inForce.proposedBy, inForce.proposedAtMs))}
          <br />
          {t('around.approvedBy', whoWhen(inForce.decidedBy, inForce.decidedAtMs))}
        </Text>
      </Stack>
      {stopping && <StopModal id={inForce.id} onClose={stop.close} />}
    </Half>
  );
}
