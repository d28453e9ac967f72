import { Box, Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  /** Beside the title: the state it is in. */
  badge?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** What holds, and what is proposed, stand side by side under titles of their own. */
export function Half({ title, badge, actions, children }: Props) {
  return (
    <Box component="section" aria-label={title} miw={0}>
      <Group justify="space-between" gap="xs" mb="xs" mih={30}>
        <Group gap="xs">
          <Title order={3} size="h6">
            {title}
          </Title>
          {badge}
        </Group>
        {actions}
      </Group>
      {children}
    </Box>
  );
}
