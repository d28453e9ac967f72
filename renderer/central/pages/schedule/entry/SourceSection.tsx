import { SegmentedControl, Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { listAnnouncements, listPlaylists } from '../../../../../core/api/announcements.ts';
import type { EntryPlan } from '../../../../../core/model/catalogue.ts';
import { useRead } from '../../../api/use-api.ts';
import { Section } from '../../../components/Section.tsx';
import type { PlanFields } from './plan-fields.ts';

const APPROVED: readonly string[] = ['approved', 'scheduled', 'on_air'];
type Kind = EntryPlan['source']['kind'];

export function SourceSection({ plan, set }: PlanFields) {
  const { t } = useTranslation();
  const announcements = useRead('announcements', listAnnouncements, {}).data ?? [];
  const playlists = useRead('playlists', listPlaylists, {}).data ?? [];
  const { source } = plan;
  const usable = announcements.filter(
    ({ id, state, content }) =>
      (APPROVED.includes(state) && (content.outputs.screen || content.outputs.ticker)) ||
      (source.kind === 'announcement' && source.announcementId === id),
  );
  return (
    <Section title={t('entry.what')}>
      <Stack gap="sm">
        <SegmentedControl<Kind>
          size="xs"
          w="fit-content"
          value={source.kind}
          data={[
            { value: 'announcement', label: t('entry.announcement') },
            { value: 'playlist', label: t('entry.playlist') },
          ]}
          onChange={(kind) =>
            set('source', kind === 'announcement' ? { kind, announcementId: '' } : { kind, playlistId: '' })
          }
        />
        {source.kind === 'announcement' ? (
          <Select
            aria-label={t('entry.announcement')}
            placeholder={t('entry.choose')}
            searchable
            error={usable.length === 0 ? t('entry.noneApproved') : null}
            data={usable.map(({ id, content }) => ({ value: id, label: content.title }))}
            value={source.announcementId || null}
            onChange={(announcementId) =>
              announcementId !== null && set('source', { kind: 'announcement', announcementId })
            }
          />
        ) : (
          <Select
            aria-label={t('entry.playlist')}
            placeholder={t('entry.choose')}
            data={playlists.map(({ id, name }) => ({ value: id, label: name }))}
            value={source.playlistId || null}
            onChange={(playlistId) => playlistId !== null && set('source', { kind: 'playlist', playlistId })}
          />
        )}
      </Stack>
    </Section>
  );
}
