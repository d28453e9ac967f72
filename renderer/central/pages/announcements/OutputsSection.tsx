import { NumberInput, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fit, type Asset } from '../../../../core/model/catalogue.ts';
import { Section } from '../../components/Section.tsx';
import { MediaPicker } from '../media/MediaPicker.tsx';
import type { ContentFields } from './content-fields.ts';

const TICKER_MAX = 300;
const LONGEST_AIRING_MS = 300_000;

/** One card for each output that was chosen. */
export function OutputsSection({ values, set, patch }: ContentFields) {
  const { t } = useTranslation();
  const [recorded, setRecorded] = useState(values.audioAssetId !== null);
  const onPicture = (asset: Asset) => {
    const durationMs = asset.probe?.kind === 'video' ? asset.probe.durationMs : null;
    patch({
      screenAssetId: asset.id,
      ...(durationMs === null
        ? {}
        : {
            airDurationMs: Math.min(LONGEST_AIRING_MS, Math.max(1000, Math.ceil(durationMs / 1000) * 1000)),
          }),
    });
  };
  return (
    <>
      {values.outputs.screen && (
        <Section title={t('form.screen')}>
          <Stack gap="md">
            <MediaPicker
              label={t('media.pickScreen')}
              kinds={['video', 'image']}
              assetId={values.screenAssetId}
              onPick={onPicture}
            />
            <div>
              <Text size="sm" fw={500} mb={4}>
                {t('form.fit')}
              </Text>
              <SegmentedControl<Fit>
                size="xs"
                value={values.fit}
                onChange={(fit) => set('fit', fit)}
                data={Fit.options.map((fit) => ({ value: fit, label: t(`form.fits.${fit}`) }))}
              />
            </div>
          </Stack>
        </Section>
      )}
      {(values.outputs.screen || values.outputs.ticker) && (
        <Section title={t('form.duration')}>
          <NumberInput
            aria-label={t('form.duration')}
            description={t('form.durationHint')}
            min={1}
            max={300}
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
      {values.outputs.mobile && (
        <Section title={t('form.audio')}>
          <Stack gap="sm">
            <SegmentedControl
              size="xs"
              w="fit-content"
              value={recorded ? 'recorded' : 'spoken'}
              data={[
                { value: 'recorded', label: t('form.recorded') },
                { value: 'spoken', label: t('form.spoken') },
              ]}
              onChange={(value) => {
                setRecorded(value === 'recorded');
                if (value === 'spoken') set('audioAssetId', null);
              }}
            />
            {recorded ? (
              <MediaPicker
                label={t('media.pickAudio')}
                kinds={['audio', 'video']}
                assetId={values.audioAssetId}
                onPick={(asset) => set('audioAssetId', asset.id)}
              />
            ) : (
              <Text size="sm" c="dimmed">
                {t('form.spokenHint')}
              </Text>
            )}
          </Stack>
        </Section>
      )}
    </>
  );
}
