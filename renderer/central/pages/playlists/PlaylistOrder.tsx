import { isSortable } from '@dnd-kit/react/sortable';
import { DragDropProvider } from '@dnd-kit/react';
import { IconPlaylistAdd } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Section } from '../../components/Section.tsx';
import { PlaylistRow } from './PlaylistRow.tsx';

interface Props {
  ids: readonly string[];
  announcements: readonly Announcement[];
  disabled: boolean;
  onChange: (ids: string[]) => void;
}

const moved = (ids: readonly string[], from: number, to: number): string[] => {
  const rest = ids.filter((_, index) => index !== from);
  const item = ids[from];
  return item === undefined ? [...ids] : [...rest.slice(0, to), item, ...rest.slice(to)];
};

/** The playing order; an announcement may be in it more than once, so rows are known by position. */
export function PlaylistOrder({ ids, announcements, disabled, onChange }: Props) {
  const { t } = useTranslation();
  const byId = new Map(announcements.map((item) => [item.id, item]));
  const seen = new Map<string, number>();
  const rows = ids.map((id) => {
    const nth = (seen.get(id) ?? 0) + 1;
    seen.set(id, nth);
    return { key: `${id}.${nth}`, id };
  });
  return (
    <Section title={t('playlists.order')} hint={disabled ? undefined : t('playlists.orderHint')} flush>
      {rows.length === 0 ? (
        <EmptyState icon={IconPlaylistAdd} title={t('playlists.emptyList')}>
          {t('playlists.emptyListHint')}
        </EmptyState>
      ) : (
        <DragDropProvider
          onDragEnd={({ operation, canceled }) => {
            const { source } = operation;
            if (canceled || !isSortable(source) || source.initialIndex === source.index) return;
            onChange(moved(ids, source.initialIndex, source.index));
          }}
        >
          <ol style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {rows.map(({ key, id }, index) => (
              <PlaylistRow
                key={key}
                rowKey={key}
                index={index}
                count={rows.length}
                announcement={byId.get(id)}
                disabled={disabled}
                onMove={(to) => onChange(moved(ids, index, to))}
                onRemove={() => onChange(ids.filter((_, other) => other !== index))}
              />
            ))}
          </ol>
        </DragDropProvider>
      )}
    </Section>
  );
}
