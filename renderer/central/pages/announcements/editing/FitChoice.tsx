import { SegmentedControl, Text, useMatches } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Fit } from '../../../../../core/model/catalogue.ts';

interface Props {
  fit: Fit;
  onChange: (fit: Fit) => void;
}

/** How a picture of another shape lies on the panel. */
export function FitChoice({ fit, onChange }: Props) {
  const { t } = useTranslation();
  const orientation = useMatches({ base: 'vertical' as const, xs: 'horizontal' as const });
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {t('form.fit')}
      </Text>
      <SegmentedControl<Fit>
        size="xs"
        orientation={orientation}
        fullWidth={orientation === 'vertical'}
        aria-label={t('form.fit')}
        value={fit}
        onChange={onChange}
        data={Fit.options.map((one) => ({ value: one, label: t(`form.fits.${one}`) }))}
      />
    </div>
  );
}
