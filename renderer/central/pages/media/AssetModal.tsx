import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconRefresh, IconSpeakerphone, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { createAnnouncement, deleteAsset, retryAsset, type Job } from '../../../../core/api/announcements.ts';
import { isOwnFault, type Asset } from '../../../../core/model/catalogue.ts';
import { useSend } from '../../api/use-api.ts';
import { DangerAction } from '../../components/DangerAction.tsx';
import { notifyDone, notifyProblem } from '../../components/notify.ts';
import { useMay } from '../../session/session.ts';
import { Alike } from './Alike.tsx';
import { AssetFacts } from './AssetFacts.tsx';
import { AssetPlayer } from './AssetPlayer.tsx';
import { AssetStatus } from './AssetStatus.tsx';
import { RejectionAlert } from './RejectionAlert.tsx';
import { SoundPicture } from './SoundPicture.tsx';
import { WarningList } from './WarningList.tsx';

interface Props {
  asset: Asset;
  job: Job | undefined;
  onClose: () => void;
  /** Another upload is to be looked at instead. */
  onOpen: (asset: Asset) => void;
}

export function AssetModal({ asset, job, onClose, onOpen }: Props) {
  const { t } = useTranslation();
  const mayDelete = useMay(deleteAsset);
  const mayWrite = useMay(createAnnouncement);
  const mayRetry = useMay(retryAsset);
  const retry = useSend(retryAsset, ['assets', 'jobs']);
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
        {asset.state !== 'rejected' && (
          <>
            <AssetPlayer asset={asset} />
            <AssetStatus asset={asset} job={job} />
          </>
        )}
        {asset.rejection && <RejectionAlert rejection={asset.rejection} />}
        {asset.rejection && isOwnFault(asset.rejection) && mayRetry && (
          <Button
            variant="light"
            leftSection={<IconRefresh size={16} />}
            loading={retry.isPending}
            onClick={() => retry.mutate({ params: { id: asset.id } }, { onError: notifyProblem })}
          >
            {t('common.retry')}
          </Button>
        )}
        <Alike asset={asset} onOpen={onOpen} />
        <WarningList warnings={asset.warnings} />
        <SoundPicture asset={asset} />
        <AssetFacts asset={asset} />
        <Group justify="space-between">
          {mayDelete ? (
            <DangerAction
              trigger={(ask) => (
                <Button variant="subtle" color="red" leftSection={<IconTrash size={16} />} onClick={ask}>
                  {t('common.delete')}
                </Button>
              )}
              question={t('common.deleteQuestion', { name: asset.name })}
              consequence={t('common.cannotUndo')}
              confirmLabel={t('common.delete')}
              send={remove}
              onConfirm={() => remove.mutate({ params: { id: asset.id } })}
            />
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
