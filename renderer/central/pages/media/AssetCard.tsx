import { Badge, Box, Group, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../../core/api/announcements.ts';
import type { Asset } from '../../../../core/model/catalogue.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { AssetPicture } from './AssetPicture.tsx';
import { AssetStatus } from './AssetStatus.tsx';
import './AssetCard.css';

interface Props {
  asset: Asset;
  job?: Job | undefined;
  selected?: boolean;
  onOpen: () => void;
}

export function AssetCard({ asset, job, selected = false, onOpen }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { probe } = asset;
  return (
    <UnstyledButton className="wv-card wv-asset" data-selected={selected || undefined} onClick={onOpen}>
      <div className="wv-asset-frame">
        <AssetPicture asset={asset} />
        {probe && probe.durationMs !== null && probe.kind !== 'image' && (
          <span className="wv-asset-length wv-num">{format.clock(probe.durationMs)}</span>
        )}
      </div>
      <Box p="sm">
        <Text size="sm" fw={550} lineClamp={2} className="wv-break">
          {asset.name}
        </Text>
        <Group gap={6} mt={4}>
          {probe && <Badge color="gray">{t(`media.kinds.${probe.kind}`)}</Badge>}
          {probe?.video && (
            <Text size="xs" c="dimmed" className="wv-num">
              {probe.video.widthPx}×{probe.video.heightPx}
            </Text>
          )}
          <Text size="xs" c="dimmed" className="wv-num">
            {format.bytes(asset.bytes)}
          </Text>
        </Group>
        {(asset.duplicateOf !== null || asset.similarTo.length > 0) && (
          <Badge color={asset.duplicateOf === null ? 'gray' : 'orange'} mt={6}>
            {t(asset.duplicateOf === null ? 'alike.badgeSimilar' : 'alike.badgeSame')}
          </Badge>
        )}
        <Box mt={6}>
          <AssetStatus asset={asset} job={job} />
        </Box>
      </Box>
    </UnstyledButton>
  );
}
