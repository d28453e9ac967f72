import { ActionIcon, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { deleteSighting, getSightingPicture, type Sighting } from '../../../../core/api/sightings.ts';
import { urlOf } from '../../../../core/api/url.ts';
import { useSend } from '../../api/use-api.ts';
import { DangerAction } from '../../components/DangerAction.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { useMay } from '../../session/session.ts';

/** One picture others took of the wall: what it shows, when, and by whose clock. */
export function SightingCard({ sighting }: { sighting: Sighting }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isLarge, large] = useDisclosure(false);
  const mayRemove = useMay(deleteSighting);
  const remove = useSend(deleteSighting, ['sightings'], () => notifyDone(t('eye.removed')));
  const source = urlOf(getSightingPicture, { params: { id: sighting.id } });
  const kind = t(`eye.seenBy.${sighting.kind}`);
  const who = sighting.by === null ? kind : t('eye.takenBy', { kind, name: sighting.by });
  const when = format.dateTime(sighting.takenAtMs);
  const clock = t(sighting.datedBy === 'phone' ? 'eye.phoneClock' : 'eye.receivedClock');
  return (
    <div className="wv-sighting">
      <button
        type="button"
        className="wv-sighting-open"
        onClick={large.open}
        aria-label={`${t('eye.enlarge')}: ${who}, ${when}`}
      >
        <img src={source} alt="" loading="lazy" />
      </button>
      <Group gap={4} wrap="nowrap" justify="space-between" align="flex-start" mt={4}>
        <div style={{ minWidth: 0 }}>
          <Text size="xs" fw={600} truncate>
            {who}
          </Text>
          <Text size="xs" c="dimmed" className="wv-num" title={clock}>
            {when}
          </Text>
          {sighting.kind === 'photo' && (
            <Text size="xs" c="dimmed">
              {clock}
            </Text>
          )}
        </div>
        {mayRemove && (
          <DangerAction
            trigger={(ask) => (
              <ActionIcon variant="subtle" color="gray" size="sm" onClick={ask} aria-label={t('eye.remove')}>
                <IconTrash size={15} />
              </ActionIcon>
            )}
            question={t('eye.remove')}
            consequence={t('eye.removeHint')}
            confirmLabel={t('eye.remove')}
            send={remove}
            onConfirm={(close) => remove.mutate({ params: { id: sighting.id } }, { onSuccess: close })}
          />
        )}
      </Group>
      <Modal opened={isLarge} onClose={large.close} size="xl" title={`${who} · ${when}`}>
        <img src={source} alt={`${who}, ${when}`} className="wv-sighting-large" />
      </Modal>
    </div>
  );
}
