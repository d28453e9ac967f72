import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  label: string;
  description: string;
  suffix: string;
  min: number;
  max: number;
  /** Null is no limit: the field is empty. */
  value: number | null;
  onChange: (value: number | null) => void;
}

/** A whole number that may be left out. What is out of range stays as it was typed, and says so. */
export function LimitInput({ label, description, suffix, min, max, value, onChange }: Props) {
  const { t } = useTranslation();
  const isWithin = value === null || (value >= min && value <= max);
  return (
    <NumberInput
      label={label}
      description={description}
      placeholder={t('fetching.noLimit')}
      suffix={suffix}
      thousandSeparator="."
      decimalSeparator=","
      allowDecimal={false}
      allowNegative={false}
      hideControls
      value={value ?? ''}
      error={isWithin ? null : t('fetching.outOfRange', { min, max: max.toLocaleString('id') })}
      onChange={(next) => onChange(next === '' ? null : Number(next))}
    />
  );
}
