import { ActionIcon, NumberInput, Select } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BrightnessStep } from '../../../../core/model/screen-settings.ts';
import { TimeOfDayInput } from '../../components/TimeOfDayInput.tsx';
import './BrightnessStepRow.css';

const KINDS = ['clock', 'sunrise', 'sunset'] as const;
type Kind = (typeof KINDS)[number];

interface Props {
  /** From 1, for those who hear the form instead of seeing it. */
  number: number;
  value: BrightnessStep;
  onChange: (value: BrightnessStep) => void;
  onRemove: () => void;
}

const startOf = (kind: Kind): BrightnessStep['from'] =>
  kind === 'clock' ? { kind, time: '18:00' } : { kind, offsetMin: 0 };

/** From when, and how bright. */
export function BrightnessStepRow({ number, value, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const { from, percent } = value;
  return (
    <li className="wv-step">
      <Select
        aria-label={t('brightness.from', { number })}
        className="wv-step-kind"
        allowDeselect={false}
        data={KINDS.map((kind) => ({ value: kind, label: t(`brightness.${kind}`) }))}
        value={from.kind}
        onChange={(kind) => onChange({ ...value, from: startOf(kind as Kind) })}
      />
      {from.kind === 'clock' ? (
        <TimeOfDayInput
          ariaLabel={t('brightness.time', { number })}
          value={from.time}
          onChange={(time) => onChange({ ...value, from: { kind: 'clock', time } })}
        />
      ) : (
        <NumberInput
          aria-label={t('brightness.offset', { number })}
          w={116}
          min={-180}
          max={180}
          step={5}
          allowDecimal={false}
          suffix={t('brightness.offsetSuffix')}
          value={from.offsetMin}
          onChange={(offset) => onChange({ ...value, from: { ...from, offsetMin: Number(offset) || 0 } })}
        />
      )}
      <NumberInput
        aria-label={t('brightness.percent', { number })}
        className="wv-step-percent"
        w={92}
        min={0}
        max={100}
        step={5}
        allowDecimal={false}
        suffix=" %"
        value={percent}
        onChange={(next) => onChange({ ...value, percent: Number(next) || 0 })}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        className="wv-step-remove"
        aria-label={t('brightness.remove', { number })}
        onClick={onRemove}
      >
        <IconTrash size={18} />
      </ActionIcon>
    </li>
  );
}
