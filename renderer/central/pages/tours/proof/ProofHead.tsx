import { Group, Text } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { getTourProof } from '../../../../../core/api/tours.ts';
import { useMay } from '../../../session/session.ts';
import './proof.css';

export interface ProofFact {
  label: string;
  value: string;
  /** Less than was planned. */
  isShort?: boolean;
  /** Nobody can say. */
  isUnknown?: boolean;
}

interface Props {
  unitName: string;
  date: string;
  time: string;
  badges: ReactNode;
  facts: readonly ProofFact[];
  isOpen: boolean;
  onToggle: () => void;
}

/** One line of proof; those who may see single plays open it. */
export function ProofHead({ unitName, date, time, badges, facts, isOpen, onToggle }: Props) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="wv-proof-head"
      aria-expanded={isOpen}
      aria-label={t('tours.proof.open', { unit: unitName, date })}
      disabled={!useMay(getTourProof)}
      onClick={onToggle}
    >
      {isOpen ? <IconChevronDown size={18} /> : <IconChevronRight size={18} />}
      <span className="wv-proof-name">
        <Group gap="xs">
          <Text component="span" fw={620}>
            {unitName}
          </Text>
          {badges}
        </Group>
        <Text component="span" size="xs" c="dimmed" className="wv-num">
          {date} · {time}
        </Text>
      </span>
      {facts.map(({ label, value, isShort, isUnknown }) => (
        <span
          key={label}
          className="wv-proof-fact wv-num"
          data-short={isShort || undefined}
          data-unknown={isUnknown || undefined}
        >
          <small>{label}</small>
          {value}
        </span>
      ))}
    </button>
  );
}
