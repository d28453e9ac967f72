import { Badge, Box, Group, Text, ThemeIcon } from '@mantine/core';
import { IconChevronRight, IconVolume } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWhoWhen } from '../../hooks/use-who-when.ts';
import type { AroundTask } from './around-task.ts';
import './TaskRow.css';

const BADGE = {
  waiting: { colour: 'petrol', words: 'home.review' },
  returned: { colour: 'orange', words: 'state.returned' },
  failed: { colour: 'red', words: 'around.states.failed' },
} as const;

export function AroundTaskRow({ task: { kind, version } }: { task: AroundTask }) {
  const { t } = useTranslation();
  const whoWhen = useWhoWhen();
  const { colour, words } = BADGE[kind];
  return (
    <Link to="/settings" className="wv-row-link wv-task">
      <ThemeIcon variant="light" w={64} h={36} radius={4} aria-hidden>
        <IconVolume size={19} />
      </ThemeIcon>
      <Box className="wv-task-what">
        <Text size="sm" fw={600} className="wv-break">
          {t(`home.around.${kind}`)}
        </Text>
        <Text size="xs" c="dimmed" lineClamp={2}>
          {kind === 'returned'
            ? `“${version.reason ?? ''}”`
            : t('around.proposedBy', whoWhen(version.proposedBy, version.proposedAtMs))}
        </Text>
      </Box>
      <Group gap={6} justify="flex-end" className="wv-task-state">
        <Badge color={colour}>{t(words)}</Badge>
      </Group>
      <IconChevronRight size={17} aria-hidden color="var(--mantine-color-dimmed)" />
    </Link>
  );
}
