import { useSortable } from '@dnd-kit/react/sortable';
import { ActionIcon, Box, Group, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import { useFormat } from '../../hooks/use-format.ts';
import './PlaylistRow.css';

interface Props {
  rowKey: string;
  index: number;
  count: number;
  announcement: Announcement | undefined;
  disabled: boolean;
  onMove: (to: number) => void;
  onRemove: () => void;
}

const AIRABLE: readonly string[] = ['approved', 'scheduled', 'on_air'];

export function PlaylistRow({ rowKey, index, count, announcement, disabled, onMove, onRemove }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ref, handleRef, isDragging } = useSortable({ id: rowKey, index, disabled });
  const title = announcement?.content.title ?? rowKey;
  return (
    <li ref={ref} className="wv-playlist-row" data-dragging={isDragging || undefined}>
      {!disabled && (
        <button ref={handleRef} type="button" className="wv-grip" aria-label={t('playlists.drag', { title })}>
          <IconGripVertical size={18} />
        </button>
      )}
      <Text size="sm" c="dimmed" className="wv-num" w={22} ta="right">
        {index + 1}
      </Text>
      <Box style={{ flex: 1 }} miw={0}>
        <Text size="sm" fw={550} className="wv-break">
          {title}
        </Text>
        {announcement && !AIRABLE.includes(announcement.state) && (
          <Text size="xs" c="var(--wv-warn)">
            {t('playlists.cannotAir', { state: t(`state.${announcement.state}`) })}
          </Text>
        )}
      </Box>
      <Text size="sm" c="dimmed" className="wv-num">
        {format.clock(announcement?.content.airDurationMs ?? 0)}
      </Text>
      {!disabled && (
        <Group gap={2} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={index === 0}
            aria-label={t('playlists.up', { title })}
            onClick={() => onMove(index - 1)}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={index === count - 1}
            aria-label={t('playlists.down', { title })}
            onClick={() => onMove(index + 1)}
          >
            <IconArrowDown size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('playlists.removeItem', { title })}
            onClick={onRemove}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      )}
    </li>
  );
}
