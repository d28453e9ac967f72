import { Box, Slider, Stack, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Asset } from '../../../../../core/model/catalogue.ts';
import type { ContentFields } from '../content-fields.ts';

const SOFTEST_DB = -30;
const LOUDEST_DB = 6;

/** Whether, and how loud, screens with loudspeakers let a video be heard. */
export function ScreenSoundFields({ asset, values, set }: ContentFields & { asset: Asset }) {
  const { t } = useTranslation();
  if (!asset.probe?.audio)
    return (
      <Text size="sm" c="dimmed">
        {t('segment.noSound')}
      </Text>
    );
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        {t('segment.sound')}
      </Text>
      <Switch
        label={t('segment.mute')}
        checked={values.mute}
        onChange={(event) => set('mute', event.currentTarget.checked)}
      />
      {!values.mute && (
        <Box pb="md" maw={420}>
          <Text size="sm" className="wv-num">
            {t('segment.volume')}: {values.volumeDb > 0 ? '+' : ''}
            {String(values.volumeDb).replace('-', '−')} dB
          </Text>
          <Text size="xs" c="dimmed" mb={6}>
            {t('segment.volumeHint')}
          </Text>
          <Slider
            thumbLabel={t('segment.volume')}
            min={SOFTEST_DB}
            max={LOUDEST_DB}
            step={1}
            label={(db) => `${db} dB`}
            marks={[{ value: SOFTEST_DB }, { value: 0, label: '0' }, { value: LOUDEST_DB }]}
            value={values.volumeDb}
            onChange={(volumeDb) => set('volumeDb', volumeDb)}
          />
        </Box>
      )}
    </Stack>
  );
}
