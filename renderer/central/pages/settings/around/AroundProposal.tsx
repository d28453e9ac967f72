import { Badge, Button, Stack, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { proposeAroundClip, type AroundStatus } from '../../../../../core/api/around.ts';
import { useMay } from '../../../session/session.ts';
import { AroundDecision } from './AroundDecision.tsx';
import { AroundFailed } from './AroundFailed.tsx';
import { AroundMaking } from './AroundMaking.tsx';
import { AroundReturned } from './AroundReturned.tsx';
import { Half } from './Half.tsx';
import { useWhoWhen } from '../../../hooks/use-who-when.ts';

const SHOWN = {
  making: { colour: 'gray', body: AroundMaking },
  failed: { colour: 'red', body: AroundFailed },
  waiting: { colour: 'petrol', body: AroundDecision },
  returned: { colour: 'orange', body: AroundReturned },
} as const;

const isShown = (state: string): state is keyof typeof SHOWN => Object.hasOwn(SHOWN, state);

interface Props {
  status: AroundStatus;
  onWrite: () => void;
}

/** What somebody wants to be heard, up to the decision about it. */
export function AroundProposal({ status: { inForce, proposed }, onWrite }: Props) {
  const { t } = useTranslation();
  const whoWhen = useWhoWhen();
  const mayPropose = useMay(proposeAroundClip);
  if (proposed === null || !isShown(proposed.state))
    return (
      <Half title={t('around.proposal')}>
        <Text size="sm" c="dimmed">
          {t('around.noProposal')}
        </Text>
        {mayPropose && (
          <Button
            mt="sm"
            variant={inForce === null ? 'filled' : 'default'}
            leftSection={<IconPencil size={17} />}
            onClick={onWrite}
          >
            {t(inForce === null ? 'around.writeFirst' : 'around.write')}
          </Button>
        )}
      </Half>
    );
  const { colour, body: Body } = SHOWN[proposed.state];
  const isStuck = proposed.state === 'failed' || proposed.state === 'returned';
  return (
    <Half
      title={t('around.proposal')}
      badge={<Badge color={colour}>{t(`around.states.${proposed.state}`)}</Badge>}
      actions={
        mayPropose && (
          <Button
            size="xs"
            variant={isStuck ? 'filled' : 'default'}
            leftSection={<IconPencil size={15} />}
            onClick={onWrite}
          >
            {t(isStuck ? 'around.fix' : 'around.change')}
          </Button>
        )
      }
    >
      <Stack gap="sm">
        <Body key={proposed.id} version={proposed} />
        <Text size="xs" c="dimmed">
          {t('around.proposedBy', whoWhen(proposed.proposedBy, proposed.proposedAtMs))}
        </Text>
      </Stack>
    </Half>
  );
}
