import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconFileAlert, IconSpeakerphone, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { createAnnouncement, deleteAsset, type Job } from '../../../../core/api/announcements.ts';
import type { Asset } from '../../../../core/model/catalogue.ts';
import { useSend } from '../../api/use-api.ts';
import { notifyDone, notifyProblem } from '../../components/notify.ts';
import { useMay } from '../../session/session.ts';
import { AssetFacts } from './AssetFacts.tsx';
import { AssetPlayer } from './AssetPlayer.tsx';
import { AssetStatus } from './AssetStatus.tsx';
import { rejectionText } from './rejection.ts';

interface Props {
  asset: Asset;
  job: Job | undefined;
  onClose: () => void;
}

export function AssetModal({ asset, job, onClose }: Props) {
  const { t } = useTranslation();
  const mayDelete = useMay(deleteAsset);
  const mayWrite = useMay(createAnnouncement);
  const remove = useSend(deleteAsset, ['assets'], () => {
    notifyDone(t('media.deleted'));
    onClose();
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={
        <Text fw={600} className="wv-break">
          {asset.name}
        </Text>
      }
    >
      <Stack gap="md">
        <AssetPlayer asset={asset} />
        <AssetStatus asset={asset} job={job} />
        {asset.rejection && (
          <Alert color="red" icon={<IconFileAlert />} title={t('media.rejectedTitle')}>
            {rejectionText(t, asset.rejection)}
          </Alert>
        )}
        <AssetFacts asset={asset} />
        <Group justify="space-between">
          {mayDelete ? (
            <Button
              variant="subtle"
              color="red"
              leftSection={<IconTrash size={16} />}
              loading={remove.isPending}
              onClick={() => remove.mutate({ params: { id: asset.id } }, { onError: notifyProblem })}
            >
              {t('common.delete')}
            </Button>
          ) : (
            <span />
          )}
          {mayWrite && asset.state === 'ready' && (
            <Button
              component={Link}
              to={`/announcements/new?asset=${asset.id}`}
              leftSection={<IconSpeakerphone size={16} />}
            >
              {t('media.use')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
