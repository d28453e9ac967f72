import { Button, Chip, Group, ScrollArea, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconSpeakerphone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { createAnnouncement, listAnnouncements } from '../../../../core/api/announcements.ts';
import {
  ANNOUNCEMENT_STATES,
  AnnouncementState,
  type Announcement,
} from '../../../../core/model/catalogue.ts';
import { useRead } from '../../api/use-api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useDirectory } from '../../hooks/use-directory.ts';
import { useMay } from '../../session/session.ts';
import { AnnouncementTable } from './AnnouncementTable.tsx';

export function AnnouncementsPage() {
  const { t } = useTranslation();
  const mayWrite = useMay(createAnnouncement);
  const announcements = useRead('announcements', listAnnouncements, {});
  const { agencies } = useDirectory();
  const [params, setParams] = useSearchParams();
  const state = AnnouncementState.safeParse(params.get('state')).data ?? null;
  const search = params.get('q') ?? '';
  const change = (name: string, value: string | null) =>
    setParams(
      (before) => {
        if (value) before.set(name, value);
        else before.delete(name);
        return before;
      },
      { replace: true },
    );
  const matches = ({ content }: Announcement) =>
    `${content.title} ${agencies.get(content.agencyId)?.name ?? ''}`
      .toLowerCase()
      .includes(search.toLowerCase());

  return (
    <>
      <PageHeader
        title={t('announcements.title')}
        subtitle={t('announcements.subtitle')}
        actions={
          mayWrite && (
            <Button component={Link} to="/announcements/new" leftSection={<IconPlus size={17} />}>
              {t('announcements.new')}
            </Button>
          )
        }
      />
      <Loaded query={announcements}>
        {(list) => {
          if (list.length === 0)
            return (
              <EmptyState icon={IconSpeakerphone} title={t('announcements.empty')}>
                {t('announcements.emptyHint')}
              </EmptyState>
            );
          const count = (wanted: AnnouncementState) => list.filter((item) => item.state === wanted).length;
          const shown = list.filter((item) => (!state || item.state === state) && matches(item));
          return (
            <Stack gap="md">
              <Group justify="space-between" gap="sm">
                <ScrollArea type="never" maw="100%">
                  <Chip.Group value={state ?? ''} onChange={(value) => change('state', value)}>
                    <Group gap={6} wrap="nowrap" py={2}>
                      <Chip size="xs" value="">
                        {t('common.all')} · {list.length}
                      </Chip>
                      {ANNOUNCEMENT_STATES.filter((one) => count(one) > 0 || one === state).map((one) => (
                        <Chip key={one} size="xs" value={one}>
                          {t(`state.${one}`)} · {count(one)}
                        </Chip>
                      ))}
                    </Group>
                  </Chip.Group>
                </ScrollArea>
                <TextInput
                  size="xs"
                  aria-label={t('common.search')}
                  placeholder={t('common.search')}
                  className="wv-search"
                  leftSection={<IconSearch size={15} />}
                  value={search}
                  onChange={(event) => change('q', event.currentTarget.value)}
                />
              </Group>
              {shown.length === 0 ? (
                <EmptyState
                  icon={IconSearch}
                  title={search ? t('common.nothingFound') : t('announcements.emptyFilter')}
                />
              ) : (
                <AnnouncementTable announcements={shown} />
              )}
            </Stack>
          );
        }}
      </Loaded>
    </>
  );
}
