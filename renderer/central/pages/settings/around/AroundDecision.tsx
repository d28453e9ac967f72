import { Alert, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowBackUp, IconSignature, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { approveAroundClip, type AroundVersion } from '../../../../../core/api/around.ts';
import { useMay, useSession } from '../../../session/session.ts';
import { ApproveAroundModal } from './ApproveAroundModal.tsx';
import { Listening } from './Listening.tsx';
import { ReturnAroundModal } from './ReturnAroundModal.tsx';

/** The second person listens and decides; the first reads why it is not theirs. */
export function AroundDecision({ version }: { version: AroundVersion }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const mayApprove = useMay(approveAroundClip);
  const [approving, approve] = useDisclosure(false);
  const [returning, sendBack] = useDisclosure(false);
  const isOwn = version.proposedBy === user.id;
  if (!mayApprove || isOwn)
    return (
      <>
        <Alert icon={<IconUsers />} color="gray">
          {t(isOwn ? 'around.own' : 'around.waiting')}
        </Alert>
        <Listening version={version} />
      </>
    );
  return (
    <>
      <Text size="sm">{t('around.ask')}</Text>
      <Listening version={version} />
      <Group gap="xs" grow>
        <Button variant="default" leftSection={<IconArrowBackUp size={17} />} onClick={sendBack.open}>
          {t('around.return')}
        </Button>
        <Button leftSection={<IconSignature size={17} />} onClick={approve.open}>
          {t('around.approve')}
        </Button>
      </Group>
      {approving && <ApproveAroundModal version={version} onClose={approve.close} />}
      {returning && <ReturnAroundModal id={version.id} onClose={sendBack.close} />}
    </>
  );
}
