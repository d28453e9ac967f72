import { Box, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { getAsset } from '../../../../core/api/announcements.ts';
import type { AnnouncementContent } from '../../../../core/model/catalogue.ts';
import { useRead } from '../../api/use-api.ts';
import { SoundPicture } from '../media/SoundPicture.tsx';

/** How the recordings of an announcement look, for those who review it. */
export function Recordings({ content }: { content: AnnouncementContent }) {
  const { t } = useTranslation();
  return (
    <>
      {content.audioAssetId !== null && (
        <Recording label={t('media.pickAudio')} assetId={content.audioAssetId} />
      )}
      {content.regionalAudioAssetId !== null && (
        <Recording label={t('regional.pick')} assetId={content.regionalAudioAssetId} />
      )}
    </>
  );
}

function Recording({ label, assetId }: { label: string; assetId: string }) {
  const asset = useRead('assets', getAsset, { params: { id: assetId } }).data;
  if (!asset) return null;
  return (
    <Box>
      <Text size="sm" fw={600} mb={4}>
        {label}
      </Text>
      <SoundPicture asset={asset} />
    </Box>
  );
}
