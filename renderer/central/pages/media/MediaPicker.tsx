import { Box, Button, Group, Modal, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { getAsset, listAssets, listJobs } from '../../../../core/api/announcements.ts';
import type { Asset } from '../../../../core/model/catalogue.ts';
import { useRead } from '../../api/use-api.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { AssetCard } from './AssetCard.tsx';
import { AssetPicture } from './AssetPicture.tsx';
import { UploadRow } from './UploadRow.tsx';
import { useUploads } from './uploads.ts';
import { UploadZone } from './UploadZone.tsx';

interface Props {
  label: string;
  kinds: readonly ('video' | 'image' | 'audio')[];
  assetId: string | null;
  /** Also one that is still looked at: an emergency's is taken up before all others once its draft is saved. */
  isUrgent: boolean;
  onPick: (asset: Asset) => void;
}

/** Chooses an upload, or uploads one right here. */
export function MediaPicker({ label, kinds, assetId, isUrgent, onPick }: Props) {
  const { t } = useTranslation();
  const [opened, modal] = useDisclosure(false);
  const assets = useRead('assets', listAssets, {});
  const jobs = useRead('jobs', listJobs, {}).data ?? [];
  const { items } = useUploads();
  const chosen = useRead(
    'assets',
    getAsset,
    { params: { id: assetId ?? '' } },
    { enabled: assetId !== null },
  );
  const fits = (asset: Asset) =>
    asset.state === 'processing' ||
    (asset.state === 'ready' && !!asset.probe && kinds.includes(asset.probe.kind));
  return (
    <Box>
      <Group gap="sm" wrap="nowrap">
        {chosen.data && (
          <Box w={112} style={{ flex: 'none', borderRadius: 7, overflow: 'hidden' }}>
            <AssetPicture asset={chosen.data} />
          </Box>
        )}
        <Box miw={0}>
          <Text size="sm" fw={550} className="wv-break">
            {chosen.data?.name ?? label}
          </Text>
          <Button
            mt={4}
            size="xs"
            variant="light"
            leftSection={<IconPhotoPlus size={16} />}
            onClick={modal.open}
          >
            {t(assetId === null ? 'media.pick' : 'media.change')}
          </Button>
        </Box>
      </Group>
      <Modal opened={opened} onClose={modal.close} size="xl" title={<Text fw={600}>{label}</Text>}>
        <Stack gap="md">
          <UploadZone />
          {items.map((item) => (
            <UploadRow key={item.key} item={item} />
          ))}
          <Loaded query={assets}>
            {(list) => (
              <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="sm">
                {list.filter(fits).map((asset) => (
                  <AssetCard
                    key={asset.id}
                    asset={asset}
                    job={jobs.findLast((job) => job.subjectId === asset.id)}
                    selected={asset.id === assetId}
                    onOpen={() => {
                      if (asset.state !== 'ready' && !isUrgent) return;
                      onPick(asset);
                      modal.close();
                    }}
                  />
                ))}
              </SimpleGrid>
            )}
          </Loaded>
        </Stack>
      </Modal>
    </Box>
  );
}
