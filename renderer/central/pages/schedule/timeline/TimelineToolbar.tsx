import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import {
  IconChevronLeft,
  IconChevronRight,
  IconZoomIn,
  IconZoomOut,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { View } from './use-view.ts';

const HOUR_MS = 3_600_000;

interface Props {
  view: View;
  /** The moment zooming keeps in place. */
  focusMs: number;
  nowMs: number | null;
  onNow: (atMs: number) => void;
}

export function TimelineToolbar({ view, focusMs, nowMs, onNow }: Props) {
  const { t } = useTranslation();
  const lengthMs = view.endMs - view.startMs;
  const around = focusMs >= view.startMs && focusMs < view.endMs ? focusMs : undefined;
  const tool = (label: string, Icon: TablerIcon, onClick: () => void, disabled = false) => (
    <Tooltip label={label}>
      <ActionIcon variant="default" aria-label={label} onClick={onClick} disabled={disabled}>
        <Icon size={16} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <Group gap={6}>
      {tool(t('timeline.earlier'), IconChevronLeft, () => view.pan(-lengthMs / 2), view.isWhole)}
      {tool(t('timeline.later'), IconChevronRight, () => view.pan(lengthMs / 2), view.isWhole)}
      {tool(t('timeline.zoomOut'), IconZoomOut, () => view.zoom(0.5, around), view.isWhole)}
      {tool(t('timeline.zoomIn'), IconZoomIn, () => view.zoom(2, around))}
      <Button size="compact-sm" variant="default" disabled={view.isWhole} onClick={view.reset}>
        {t('timeline.wholeDay')}
      </Button>
      {nowMs !== null && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            view.centre(nowMs, HOUR_MS);
            onNow(nowMs);
          }}
        >
          {t('timeline.now')}
        </Button>
      )}
    </Group>
  );
}
