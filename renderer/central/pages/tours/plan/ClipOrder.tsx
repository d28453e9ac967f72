import { DragDropProvider } from '@dnd-kit/react';
import { isSortable } from '@dnd-kit/react/sortable';
import { Group, NumberInput, Select, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { roundMs, type TourFinding } from '../../../../../core/tours/index.ts';
import { useDirectory } from '../../../hooks/use-directory.ts';
import { useFormat } from '../../../hooks/use-format.ts';
import { ClipRow } from './ClipRow.tsx';
import { clipsFor } from './drafts.ts';
import { moved, type TourFields } from './tour-fields.ts';

/** What the car says, in order; a clip may come more than once, so rows are known by their place. */
export function ClipOrder({
  plan,
  day,
  isReadOnly,
  change,
  findings,
}: TourFields & { findings: readonly TourFinding[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { areas } = useDirectory();
  const byId = new Map(day.clips.map((clip) => [clip.announcementId, clip]));
  const flawed = new Map(
    findings.flatMap((finding) =>
      'announcementId' in finding ? [[finding.announcementId, finding.serious] as const] : [],
    ),
  );
  const { meant, others } = clipsFor(plan, day, areas);
  const option = (clip: (typeof meant)[number]) => ({
    value: clip.announcementId,
    label: `${clip.title} · ${format.clock(clip.durationMs)}`,
  });
  const groups = [
    { group: t('tours.editor.clips'), items: meant.map(option) },
    { group: t('tours.editor.otherAreas'), items: others.map(option) },
  ].filter(({ items }) => items.length > 0);
  const seen = new Map<string, number>();
  const rows = plan.clips.map((id) => {
    const nth = (seen.get(id) ?? 0) + 1;
    seen.set(id, nth);
    return { key: `${id}.${nth}`, id };
  });
  const hasStops = plan.stops.length > 0;
  const duration = format.clock(roundMs(plan, byId));
  return (
    <div className="wv-tour-clips">
      <Group justify="space-between" gap="xs" wrap="nowrap" mb={4}>
        <Title order={3} size="h6">
          {t('tours.editor.clips')}
        </Title>
        <Text size="xs" c="dimmed" className="wv-num">
          {t(hasStops ? 'tours.editor.round' : 'tours.editor.roundOnWay', { duration })}
        </Text>
      </Group>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed" py="sm">
          {t('tours.editor.noClips')}. {!isReadOnly && t('tours.editor.noClipsHint')}
        </Text>
      ) : (
        <DragDropProvider
          onDragEnd={({ operation, canceled }) => {
            const { source } = operation;
            if (canceled || !isSortable(source) || source.initialIndex === source.index) return;
            change({ clips: moved(plan.clips, source.initialIndex, source.index) });
          }}
        >
          <ol className="wv-tour-list">
            {rows.map(({ key, id }, index) => (
              <ClipRow
                key={key}
                rowKey={key}
                index={index}
                count={rows.length}
                title={byId.get(id)?.title ?? t('tours.editor.missing')}
                detail={byId.get(id)?.agencyName ?? ''}
                durationMs={byId.get(id)?.durationMs ?? 0}
                flaw={flawed.get(id)}
                isReadOnly={isReadOnly}
                onMove={(to) => change({ clips: moved(plan.clips, index, to) })}
                onRemove={() => change({ clips: plan.clips.filter((_, other) => other !== index) })}
              />
            ))}
          </ol>
        </DragDropProvider>
      )}
      {!isReadOnly && (
        <>
          <Select
            mt={6}
            searchable
            aria-label={t('tours.editor.addClip')}
            placeholder={groups.length === 0 ? t('tours.editor.noneToAdd') : t('tours.editor.addClip')}
            disabled={groups.length === 0}
            leftSection={<IconPlus size={16} />}
            data={groups}
            value={null}
            onChange={(id) => id !== null && change({ clips: [...plan.clips, id] })}
          />
          <Group gap="sm" mt="sm" wrap="nowrap" align="flex-end">
            <NumberInput
              label={t(hasStops ? 'tours.editor.repeats' : 'tours.editor.repeatsOnWay')}
              min={1}
              max={50}
              clampBehavior="strict"
              allowDecimal={false}
              style={{ flex: 1 }}
              value={plan.repeats}
              onChange={(value) => typeof value === 'number' && change({ repeats: value })}
            />
            <NumberInput
              label={t('tours.editor.gap')}
              min={0}
              max={600}
              clampBehavior="strict"
              allowDecimal={false}
              style={{ flex: 1 }}
              value={plan.gapMs / 1000}
              onChange={(value) => typeof value === 'number' && change({ gapMs: value * 1000 })}
            />
          </Group>
        </>
      )}
    </div>
  );
}
