import { Box, Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  hint?: ReactNode | undefined;
  actions?: ReactNode;
  children: ReactNode;
  /** No inner margin, for tables and lists that reach the edge. */
  flush?: boolean;
}

/** A titled card: the unit every page is laid out in. */
export function Section({ title, hint, actions, children, flush = false }: Props) {
  return (
    <Box component="section" className="wv-card" aria-label={title} miw={0}>
      <Group justify="space-between" px="md" pt="sm" pb={flush ? 'sm' : 6} gap="xs">
        <Box miw={0}>
          <Title order={2} size="h5">
            {title}
          </Title>
          {hint !== undefined && (
            <Text component="div" size="xs" c="dimmed">
              {hint}
            </Text>
          )}
        </Box>
        {actions}
      </Group>
      <Box px={flush ? 0 : 'md'} pb={flush ? 0 : 'md'}>
        {children}
      </Box>
    </Box>
  );
}
