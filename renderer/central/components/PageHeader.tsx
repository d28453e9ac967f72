import { Box, Group, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';

interface Props {
  title: string;
  subtitle?: ReactNode;
  actions?: ReactNode;
  /** Link back to the list this page belongs to. */
  above?: ReactNode;
}

export function PageHeader({ title, subtitle, actions, above }: Props) {
  useEffect(() => {
    document.title = `${title} · Wawar`;
  }, [title]);
  return (
    <Group justify="space-between" align="flex-end" mb="lg" gap="sm" wrap="wrap">
      <Box miw={0} maw="100%">
        {above}
        <Title order={1} className="wv-break">
          {title}
        </Title>
        {subtitle !== undefined && (
          <Text component="div" size="sm" c="dimmed" mt={2}>
            {subtitle}
          </Text>
        )}
      </Box>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}
