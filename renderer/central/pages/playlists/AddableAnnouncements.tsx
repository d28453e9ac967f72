import { ActionIcon, Box, Group, Text } from '@mantine/core';
import { IconPlus, IconSpeakerphone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Section } from '../../components/Section.tsx';
import { useFormat } from '../../hooks/use-format.ts';

interface Props {
  announcements: readonly Announcement[];
  onAdd: (id: string) => void;
}

const isAddable = ({ state, content }: Announcement) =>
  (state === 'approved' || state === 'scheduled' || state === 'on_air') &&
  (content.outputs.screen || content.outputs.ticker);

export function AddableAnnouncements({ announcements, onAdd }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const addable = announcements.filter(isAddable);
  return (
    <Section title={t('playlists.available')} hint={t('playlists.availableHint')}>
      {addable.length === 0 ? (
        <EmptyState icon={IconSpeakerphone} title={t('playlists.noneAvailable')} />
      ) : (
        addable.map(({ id, content }) => (
          <Group key={id} wrap="nowrap" gap="sm" py={5}>
            <Box style={{ flex: 1 }} miw={0}>
              <Text size="sm" className="wv-break">
                {content.title}
              </Text>
              <Text size="xs" c="dimmed" className="wv-num">
                {t(`category.${content.category}`)} · {format.clock(content.airDurationMs)}
              </Text>
            </Box>
            <ActionIcon
              variant="light"
              size="lg"
              aria-label={t('playlists.addItem', { title: content.title })}
              onClick={() => onAdd(id)}
            >
              <IconPlus size={17} />
            </ActionIcon>
          </Group>
        ))
      )}
    </Section>
  );
}
