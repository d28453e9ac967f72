import { Button, Group, Text } from '@mantine/core';
import { IconDeviceMobile, IconQrcode } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listCrewDevices, revokeCrewDevice } from '../../../../core/api/crew.ts';
import type { MobileUnit } from '../../../../core/model/catalogue.ts';
import { useRead, useSend } from '../../api/use-api.ts';
import { notifyDone } from '../../components/notify.ts';
import { ProblemAlert } from '../../components/ProblemAlert.tsx';
import { useDirectory } from '../../hooks/use-directory.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { ConnectPhone } from './ConnectPhone.tsx';

const ROW = { borderTop: '1px solid var(--wv-line)' };

/** Who drives, with which phones; a lost phone is cut off here. */
export function UnitCrew({ unit }: { unit: MobileUnit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { users } = useDirectory();
  const [connecting, connect] = useState<string | null>(null);
  const phones = useRead('mobile-units', listCrewDevices, { params: { id: unit.id } });
  const revoke = useSend(revokeCrewDevice, ['mobile-units'], () => notifyDone(t('crews.revoked')));
  const nameOf = (id: string) => users.get(id)?.displayName ?? t('crews.unknown');
  const people = [...new Set([...unit.memberIds, ...(phones.data ?? []).map(({ userId }) => userId)])];
  return (
    <div>
      <Text size="sm" fw={600} mt="md" mb={4}>
        {t('crews.title')}
      </Text>
      <ProblemAlert problem={phones.error ?? revoke.error} />
      {people.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('crews.none')}
        </Text>
      )}
      {people.map((userId) => {
        const own = (phones.data ?? []).filter((phone) => phone.userId === userId);
        const isMember = unit.memberIds.includes(userId);
        return (
          <Group key={userId} py={7} gap="sm" align="flex-start" wrap="nowrap" style={ROW}>
            <div style={{ flex: 1, minWidth: 0 }}>
              <Text size="sm" fw={550}>
                {nameOf(userId)}
                {!isMember && (
                  <Text span size="xs" c="var(--wv-warn)" ml={6}>
                    {t('crews.unknown')}
                  </Text>
                )}
              </Text>
              {own.length === 0 && (
                <Text size="xs" c="dimmed">
                  {t('crews.noPhone')}
                </Text>
              )}
              {own.map((phone) => (
                <Group key={phone.id} gap={6} wrap="nowrap">
                  <IconDeviceMobile size={15} aria-hidden />
                  <Text size="xs" c="dimmed" className="wv-num wv-break">
                    {phone.label} · {t('crews.seen', { at: format.dateTime(phone.lastSeenAtMs) })}
                  </Text>
                  <Button
                    variant="subtle"
                    color="red"
                    size="compact-xs"
                    aria-label={t('crews.revokeOf', { label: phone.label, name: nameOf(userId) })}
                    onClick={() => revoke.mutate({ params: { id: phone.id } })}
                  >
                    {t('crews.revoke')}
                  </Button>
                </Group>
              ))}
            </div>
            {isMember && (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconQrcode size={15} />}
                aria-label={t('crews.connectFor', { name: nameOf(userId) })}
                onClick={() => connect(userId)}
              >
                {t('crews.connect')}
              </Button>
            )}
          </Group>
        );
      })}
      {connecting !== null && (
        <ConnectPhone
          unitId={unit.id}
          userId={connecting}
          name={nameOf(connecting)}
          onClose={() => connect(null)}
        />
      )}
    </div>
  );
}
