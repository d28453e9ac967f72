import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCamera, IconPhotoUp } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listSightings, takeSighting, uploadPhoto, type Sighting } from '../../../../core/api/sightings.ts';
import { useRead, useSend } from '../../api/use-api.ts';
import { notifyDone, notifyProblem } from '../../components/notify.ts';
import { Section } from '../../components/Section.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { useMay } from '../../session/session.ts';
import { sendPhoto } from './send-photo.ts';
import { SightingList } from './SightingList.tsx';

const REASONS = ['address', 'unreachable', 'refused', 'too_large', 'too_slow', 'unreadable'] as const;
const reasonOf = (code: string) => REASONS.find((reason) => reason === code) ?? 'unreachable';

/** What cameras and people saw of the lit wall, kept apart from what the player says it sent. */
export function SeenSection({ screenId }: { screenId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const mayTake = useMay(takeSighting);
  const maySend = useMay(uploadPhoto);
  const newest = (kind: Sighting['kind']) => ({ params: { id: screenId }, query: { kind } });
  const photos = useRead('sightings', listSightings, newest('photo')).data;
  const ofCamera = useRead('sightings', listSightings, newest('camera')).data;
  const camera = ofCamera?.camera;
  const take = useSend(takeSighting, ['sightings'], () => notifyDone(t('eye.taken')));
  const send = useMutation({
    mutationFn: (photo: File) => sendPhoto(screenId, photo),
    onError: notifyProblem,
    onSuccess: async () => {
      notifyDone(t('eye.photoSent'));
      await client.invalidateQueries({ queryKey: ['sightings'] });
    },
  });
  return (
    <Section title={t('eye.seen')} hint={t('eye.seenWhy')}>
      <Stack gap="sm">
        <Group gap="xs" mt={6}>
          {mayTake && camera?.isSet && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconCamera size={16} />}
              loading={take.isPending}
              onClick={() => take.mutate({ params: { id: screenId } }, { onError: notifyProblem })}
            >
              {t('eye.takeNow')}
            </Button>
          )}
          {maySend && (
            <FileButton
              accept="image/jpeg,image/png,image/webp"
              onChange={(photo) => photo && send.mutate(photo)}
            >
              {(props) => (
                <Button
                  {...props}
                  size="xs"
                  variant="default"
                  leftSection={<IconPhotoUp size={16} />}
                  loading={send.isPending}
                >
                  {t('eye.sendPhoto')}
                </Button>
              )}
            </FileButton>
          )}
        </Group>
        {camera?.failure && (
          <Group gap={6} wrap="nowrap" align="flex-start">
            <IconAlertTriangle size={16} color="var(--wv-warn)" style={{ flex: 'none' }} aria-hidden />
            <Text size="xs">
              {t('eye.cameraFailed', {
                time: format.timeWithZone(camera.failure.atMs),
                reason: t(`eye.reason.${reasonOf(camera.failure.code)}`),
              })}
            </Text>
          </Group>
        )}
        {photos?.sightings.length === 0 && ofCamera?.sightings.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('eye.seenNone')}
          </Text>
        )}
        <SightingList screenId={screenId} kind="photo" />
        <SightingList screenId={screenId} kind="camera" />
      </Stack>
    </Section>
  );
}
