import { NumberInput, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/Section.tsx';
import { useCitySettings } from '../../hooks/use-city-settings.ts';
import type { ContentFields } from './content-fields.ts';
import { MobileSoundSection } from './editing/MobileSoundSection.tsx';
import { ScreenMediaSection } from './editing/ScreenMediaSection.tsx';

const TICKER_MAX = 300;

/** One card for each output that was chosen. */
export function OutputsSection(fields: ContentFields) {
  const { values, set } = fields;
  const { t } = useTranslation();
  const { maxDurationMs } = useCitySettings();
  const longestS = maxDurationMs / 1000;
  return (
    <>
      {values.outputs.screen && <ScreenMediaSection {...fields} />}
      {(values.outputs.screen || values.outputs.ticker) && (
        <Section title={t('form.duration')}>
          <NumberInput
            aria-label={t('form.duration')}
            description={t('form.durationHint', { longest: longestS })}
            min={1}
            max={longestS}
            maw={240}
            allowDecimal={false}
            value={values.airDurationMs / 1000}
            onChange={(seconds) => set('airDurationMs', Math.max(1, Number(seconds) || 1) * 1000)}
          />
        </Section>
      )}
      {values.outputs.ticker && (
        <Section
          title={t('form.ticker')}
          hint={t('form.tickerHint')}
          actions={
            <Text size="xs" c="dimmed" className="wv-num">
              {t('form.characters', { count: values.tickerText.length, max: TICKER_MAX })}
            </Text>
          }
        >
          <Textarea
            aria-label={t('form.ticker')}
            autosize
            minRows={2}
            maxLength={TICKER_MAX}
            value={values.tickerText}
            onChange={(event) => set('tickerText', event.currentTarget.value.replaceAll('\n', ' '))}
          />
        </Section>
      )}
      {values.outputs.mobile && <MobileSoundSection {...fields} />}
    </>
  );
}
