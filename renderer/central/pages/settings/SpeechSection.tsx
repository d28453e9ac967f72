import { Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SpeechProvider } from '../../../../core/model/city-settings.ts';
import { Section } from '../../components/Section.tsx';
import { ChoiceCards } from './ChoiceCards.tsx';
import type { CityFields } from './city-fields.ts';

export function SpeechSection({ values, set }: CityFields) {
  const { t } = useTranslation();
  const { speech } = values;
  const isBad = speech.kind === 'http' && speech.url !== '' && !SpeechProvider.safeParse(speech).success;
  return (
    <Section title={t('city.speech')} hint={t('city.speechHint')}>
      <Stack gap="sm">
        <ChoiceCards
          label={t('city.speech')}
          value={speech.kind}
          onChange={(kind) => set('speech', kind === 'http' ? { kind, url: '' } : { kind: 'espeak_ng' })}
          choices={[
            { value: 'espeak_ng', label: t('city.espeak'), hint: t('city.espeakHint') },
            { value: 'http', label: t('city.http'), hint: t('city.httpHint') },
          ]}
        />
        {speech.kind === 'http' && (
          <TextInput
            label={t('city.url')}
            placeholder={t('city.urlPlaceholder')}
            required
            type="url"
            maxLength={500}
            value={speech.url}
            error={isBad ? t('city.urlBad') : null}
            onChange={(event) => set('speech', { kind: 'http', url: event.currentTarget.value })}
          />
        )}
      </Stack>
    </Section>
  );
}
