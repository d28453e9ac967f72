import { SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../../../components/Section.tsx';
import type { ContentFields } from '../content-fields.ts';
import { RecordingField } from './RecordingField.tsx';

/** What the car says: a person's recording or the engine's reading, and the same again in the regional language. */
export function MobileSoundSection({ values, set }: ContentFields) {
  const { t } = useTranslation();
  const [isRecorded, setRecorded] = useState(values.audioAssetId !== null);
  const [isRepeated, setRepeated] = useState(values.regionalAudioAssetId !== null);
  const title = values.title.trim() || t('recorder.voice');
  return (
    <Section title={t('form.audio')}>
      <Stack gap="sm">
        <SegmentedControl
          size="xs"
          w="fit-content"
          value={isRecorded ? 'recorded' : 'spoken'}
          data={[
            { value: 'recorded', label: t('form.recorded') },
            { value: 'spoken', label: t('form.spoken') },
          ]}
          onChange={(value) => {
            setRecorded(value === 'recorded');
            if (value === 'spoken') set('audioAssetId', null);
          }}
        />
        {isRecorded ? (
          <RecordingField
            label={t('media.pickAudio')}
            subject={title}
            assetId={values.audioAssetId}
            isUrgent={values.emergency}
            onPick={(assetId) => set('audioAssetId', assetId)}
          />
        ) : (
          <>
            <Text size="sm" c="dimmed">
              {t('form.spokenHint')}
            </Text>
            <Switch
              label={t('sayEnd.label')}
              description={t('sayEnd.hint')}
              checked={values.sayEnd}
              onChange={(event) => set('sayEnd', event.currentTarget.checked)}
            />
          </>
        )}
        <Switch
          label={t('regional.label')}
          description={t('regional.hint')}
          checked={isRepeated}
          onChange={(event) => {
            setRepeated(event.currentTarget.checked);
            if (!event.currentTarget.checked) set('regionalAudioAssetId', null);
          }}
        />
        {isRepeated && (
          <RecordingField
            label={t('regional.pick')}
            subject={`${title} (${t('regional.subject')})`}
            assetId={values.regionalAudioAssetId}
            isUrgent={values.emergency}
            onPick={(assetId) => set('regionalAudioAssetId', assetId)}
          />
        )}
      </Stack>
    </Section>
  );
}
