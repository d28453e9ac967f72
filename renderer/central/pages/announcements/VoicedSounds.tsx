import { Box, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { getMedia } from '../../../../core/api/announcements.ts';
import { urlOf } from '../../../../core/api/url.ts';
import type { Rendition } from '../../../../core/model/catalogue.ts';

/** What cars and halls play: the same recording for each kind of loudspeaker there is. */
export function VoicedSounds({ sounds }: { sounds: readonly Rendition[] }) {
  const { t } = useTranslation();
  return (
    <Box>
      <Text size="sm" fw={600}>
        {t('preview.audio')}
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        {t('preview.audioHint')}
      </Text>
      {sounds.map(({ sha256, voicing }) => {
        const label = voicing === null ? t('preview.audio') : t(`preview.voicing.${voicing}`);
        return (
          <Box key={sha256} mb={6}>
            {voicing !== null && <Text size="xs">{label}</Text>}
            <audio
              controls
              preload="metadata"
              aria-label={label}
              src={urlOf(getMedia, { params: { sha256 } })}
              style={{ width: '100%' }}
            />
          </Box>
        );
      })}
    </Box>
  );
}
