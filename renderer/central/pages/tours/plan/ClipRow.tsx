import { useSortable } from '@dnd-kit/react/sortable';
import { Text } from '@mantine/core';
import { IconAlertTriangleFilled, IconGripVertical } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../hooks/use-format.ts';
import { RowButtons } from './RowButtons.tsx';

interface Props {
  rowKey: string;
  index: number;
  count: number;
  title: string;
  detail: string;
  durationMs: number;
  /** Whether a finding about it is serious; undefined without one. */
  flaw: boolean | undefined;
  isReadOnly: boolean;
  onMove: (to: number) => void;
  onRemove: () => void;
}

export function ClipRow(props: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { rowKey, index, title, isReadOnly, flaw } = props;
  const { ref, handleRef, isDragging } = useSortable({ id: rowKey, index, disabled: isReadOnly });
  return (
    <li ref={ref} className="wv-tour-row" data-dragging={isDragging || undefined}>
      {!isReadOnly && (
        <button
          ref={handleRef}
          type="button"
          className="wv-tour-grip"
          aria-label={t('playlists.drag', { title })}
        >
          <IconGripVertical size={16} />
        </button>
      )}
      <span className="wv-tour-number wv-num">{index + 1}</span>
      <div className="wv-tour-text">
        <Text size="sm" fw={550} lineClamp={2}>
          {flaw !== undefined && (
            <IconAlertTriangleFilled
              size={14}
              aria-hidden
              style={{ color: flaw ? 'var(--wv-live)' : 'var(--wv-warn)', verticalAlign: -2, marginRight: 4 }}
            />
          )}
          {title}
        </Text>
        <Text size="xs" c="dimmed" truncate className="wv-num">
          {format.clock(props.durationMs)} · {props.detail}
        </Text>
      </div>
      {!isReadOnly && (
        <RowButtons
          title={title}
          index={index}
          count={props.count}
          onMove={props.onMove}
          onRemove={props.onRemove}
        />
      )}
    </li>
  );
}
