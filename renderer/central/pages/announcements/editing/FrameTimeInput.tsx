import { ActionIcon, Group, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readFrameTime, writeFrameTime } from './frame-time.ts';

interface Props {
  label: string;
  valueMs: number;
  frameMs: number;
  /** Told what was typed or stepped to; the owner snaps and bounds it. */
  onChange: (atMs: number) => void;
}

/** A time in a video, typed or stepped frame by frame. */
export function FrameTimeInput({ label, valueMs, frameMs, onChange }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const isBad = typed !== null && readFrameTime(typed) === null;
  const settle = () => {
    const atMs = typed === null ? null : readFrameTime(typed);
    setTyped(null);
    if (atMs !== null) onChange(atMs);
  };
  return (
    <Group gap={4} align="flex-end" wrap="nowrap">
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t('segment.frameBack', { what: label })}
        onClick={() => onChange(valueMs - frameMs)}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <TextInput
        label={label}
        w={104}
        inputMode="decimal"
        className="wv-num"
        value={typed ?? writeFrameTime(valueMs)}
        error={isBad}
        title={isBad ? t('segment.bad') : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          settle();
        }}
      />
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t('segment.frameOn', { what: label })}
        onClick={() => onChange(valueMs + frameMs)}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
    </Group>
  );
}
