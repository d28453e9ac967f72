import { Alert, Button, CopyButton, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { inviteCrewDevice } from '../../../../core/api/crew.ts';
import { useSend } from '../../api/use-api.ts';
import { ProblemAlert } from '../../components/ProblemAlert.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { addressProblem } from './phone-address.ts';
import { QrCode } from './QrCode.tsx';

interface Props {
  unitId: string;
  userId: string;
  name: string;
  onClose: () => void;
}

/** A one-time link for one person's phone, asked for when the window opens and shown only here. */
export function ConnectPhone({ unitId, userId, name, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const invite = useSend(inviteCrewDevice, []);
  const { mutate } = invite;
  useEffect(() => mutate({ params: { id: unitId }, body: { userId } }), [mutate, unitId, userId]);
  const link = invite.data && location.origin + invite.data.path;
  const problem = addressProblem(location);
  return (
    <Modal opened onClose={onClose} title={<Text fw={600}>{t('crews.connectFor', { name })}</Text>}>
      <Stack align="center" gap="sm">
        <ProblemAlert problem={invite.error} />
        {problem !== null && (
          <Alert color="orange" variant="light" icon={<IconAlertTriangle />} role="alert">
            {t(`crews.address.${problem}`, { origin: location.origin })}
          </Alert>
        )}
        {invite.isPending && <Skeleton height={280} width={280} />}
        {link !== undefined && invite.data && (
          <>
            <QrCode text={link} label={t('crews.qr', { name })} sizePx={280} />
            <Text size="sm" ta="center">
              {t('crews.scan', { at: format.timeWithZone(invite.data.expiresAtMs) })}
            </Text>
            <CopyButton value={link}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? t('common.copied') : t('crews.copyLink')}
                </Button>
              )}
            </CopyButton>
          </>
        )}
      </Stack>
    </Modal>
  );
}
