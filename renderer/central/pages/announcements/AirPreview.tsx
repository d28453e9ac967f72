import { Box, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import { Section } from '../../components/Section.tsx';
import { WarningList } from '../media/WarningList.tsx';
import { FitPreview } from './editing/FitPreview.tsx';
import { Recordings } from './Recordings.tsx';
import { RenderFailed } from './RenderFailed.tsx';
import { RenderProgress } from './RenderProgress.tsx';
import { RenditionPlayer } from './RenditionPlayer.tsx';
import { TickerLine } from './TickerLine.tsx';
import { VoicedSounds } from './VoicedSounds.tsx';

const sizeOf = (rendition: { widthPx: number | null; heightPx: number | null }) =>
  `${rendition.widthPx}×${rendition.heightPx}`;

/** What will air: the rendition per panel size, the ticker line, the car's sound. */
export function AirPreview({ announcement }: { announcement: Announcement }) {
  const { t } = useTranslation();
  const { content, renditions, rendering, state } = announcement;
  const isOver = state === 'withdrawn' || state === 'ended';
  const pictures = renditions.filter((rendition) => rendition.kind !== 'audio');
  const sounds = renditions.filter((rendition) => rendition.kind === 'audio');
  const sizes = [...new Set(pictures.map(sizeOf))];
  const [chosen, setChosen] = useState<string | null>(null);
  const size = chosen !== null && sizes.includes(chosen) ? chosen : sizes[0];
  const shown = pictures.find((rendition) => sizeOf(rendition) === size);

  return (
    <Section
      title={t(isOver ? 'preview.titleOver' : 'preview.title')}
      hint={rendering === 'ready' ? t('preview.hint') : undefined}
    >
      <Stack gap="sm">
        {rendering === 'failed' && <RenderFailed announcement={announcement} />}
        {rendering === 'running' && <RenderProgress announcementId={announcement.id} />}
        {content.outputs.screen && sizes.length > 1 && (
          <Group gap="xs">
            <Text size="xs" c="dimmed">
              {t('preview.size')}
            </Text>
            <SegmentedControl size="xs" value={size ?? ''} onChange={setChosen} data={sizes} />
          </Group>
        )}
        {content.outputs.screen && shown && (
          <Box>
            <RenditionPlayer rendition={shown} title={content.title} />
            <Text size="xs" c="dimmed" mt={4} className="wv-num">
              {size} px · {t(`form.fits.${content.fit}`)}
            </Text>
          </Box>
        )}
        {content.outputs.screen && !shown && rendering !== 'running' && (
          <>
            <FitPreview content={content} />
            {rendering !== 'failed' && (
              <Text size="sm" c="dimmed">
                {t(rendering === 'ready' ? 'preview.none' : 'preview.notYet')}
              </Text>
            )}
          </>
        )}
        <WarningList warnings={announcement.warnings} />
        {content.outputs.ticker && content.tickerText !== '' && <TickerLine text={content.tickerText} />}
        {content.outputs.mobile && sounds.length > 0 && <VoicedSounds sounds={sounds} />}
        {content.outputs.mobile && <Recordings content={content} />}
      </Stack>
    </Section>
  );
}
