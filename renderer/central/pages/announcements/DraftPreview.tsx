import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AnnouncementContent } from '../../../../core/model/catalogue.ts';
import { Section } from '../../components/Section.tsx';
import { FitPreview } from './editing/FitPreview.tsx';
import { TickerLine } from './TickerLine.tsx';

/** What is known of the looks before the renditions are made. */
export function DraftPreview({ content }: { content: AnnouncementContent }) {
  const { t } = useTranslation();
  return (
    <Section title={t('preview.title')}>
      <Stack gap="sm">
        {content.outputs.screen && <FitPreview content={content} />}
        {content.outputs.ticker && content.tickerText !== '' && <TickerLine text={content.tickerText} />}
        <Text size="sm" c="dimmed">
          {t('preview.notYet')}
        </Text>
      </Stack>
    </Section>
  );
}
