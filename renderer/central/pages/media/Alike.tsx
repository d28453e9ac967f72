import { Alert, SimpleGrid, Text, UnstyledButton } from '@mantine/core';
import { IconCopy, IconPhotoSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { listAssets } from '../../../../core/api/announcements.ts';
import type { Asset } from '../../../../core/model/catalogue.ts';
import { useRead } from '../../api/use-api.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { AssetPicture } from './AssetPicture.tsx';

interface Props {
  asset: Asset;
  onOpen: (asset: Asset) => void;
}

/** Earlier uploads that are the same file or look almost like it, beside the one that is looked at. */
export function Alike({ asset, onOpen }: Props) {
  const { t } = useTranslation();
  const assets = useRead('assets', listAssets, {}).data ?? [];
  const known = (id: string) => assets.filter((other) => other.id === id);
  const same = asset.duplicateOf === null ? [] : known(asset.duplicateOf);
  const similar = asset.similarTo.flatMap(known).filter((other) => other.id !== asset.duplicateOf);
  if (same.length + similar.length === 0) return null;
  return (
    <>
      {same.length > 0 && (
        <Alert color="orange" icon={<IconCopy />} title={t('alike.same')}>
          <Text size="sm" mb="xs">
            {t('alike.sameHint')}
          </Text>
          <SideBySide asset={asset} others={same} onOpen={onOpen} />
        </Alert>
      )}
      {similar.length > 0 && (
        <Alert color="gray" icon={<IconPhotoSearch />} title={t('alike.similar')}>
          <Text size="sm" mb="xs">
            {t('alike.similarHint')}
          </Text>
          <SideBySide asset={asset} others={similar} onOpen={onOpen} />
        </Alert>
      )}
    </>
  );
}

function SideBySide({ asset, others, onOpen }: Props & { others: readonly Asset[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <SimpleGrid cols={{ base: 2, sm: others.length > 1 ? 3 : 2 }} spacing="xs">
      <div>
        <AssetPicture asset={asset} />
        <Text size="xs" mt={3} fw={600}>
          {t('alike.thisOne')}
        </Text>
      </div>
      {others.map((other) => (
        <UnstyledButton
          key={other.id}
          aria-label={t('alike.open', { name: other.name })}
          onClick={() => onOpen(other)}
        >
          <AssetPicture asset={other} />
          <Text size="xs" mt={3} fw={600} className="wv-break">
            {other.name}
          </Text>
          <Text size="xs" c="dimmed" className="wv-num">
            {t('alike.other', { date: format.dateTime(other.uploadedAtMs) })}
          </Text>
        </UnstyledButton>
      ))}
    </SimpleGrid>
  );
}
