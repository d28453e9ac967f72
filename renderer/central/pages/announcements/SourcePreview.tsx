import { useTranslation } from 'react-i18next';
import { Box, Text } from '@mantine/core';
import { getAsset } from '../../../../core/api/announcements.ts';
import { useRead } from '../../api/use-api.ts';
import { AssetPlayer } from '../media/AssetPlayer.tsx';

/** The chosen upload, until the renditions exist. */
export function SourcePreview({ assetId }: { assetId: string | null }) {
  const { t } = useTranslation();
  const asset = useRead('assets', getAsset, { params: { id: assetId ?? '' } }, { enabled: assetId !== null });
  if (!asset.data) return null;
  return (
    <Box>
      <AssetPlayer asset={asset.data} />
      <Text size="xs" c="dimmed" mt={4}>
        {t('preview.source')}: {asset.data.name}
      </Text>
    </Box>
  );
}
