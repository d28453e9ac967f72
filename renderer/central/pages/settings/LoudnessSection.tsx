import { useTranslation } from 'react-i18next';
import { Section } from '../../components/Section.tsx';
import { ChoiceCards } from './ChoiceCards.tsx';
import type { CityFields } from './city-fields.ts';

export function LoudnessSection({ values, set }: CityFields) {
  const { t } = useTranslation();
  return (
    <Section title={t('city.loudness')} hint={t('city.loudnessHint')}>
      <ChoiceCards
        label={t('city.loudness')}
        value={String(values.screenLoudnessLufs)}
        onChange={(value) => set('screenLoudnessLufs', value === '-23' ? -23 : -16)}
        choices={[
          { value: '-16', label: t('city.lufs16'), hint: t('city.lufs16Hint') },
          { value: '-23', label: t('city.lufs23'), hint: t('city.lufs23Hint') },
        ]}
      />
    </Section>
  );
}
