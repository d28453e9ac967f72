import { Anchor } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from 'react-router';

export function BackLink({ to, children }: { to: string; children: string }) {
  return (
    <Anchor component={Link} to={to} size="sm" c="dimmed" style={{ display: 'inline-flex' }}>
      <IconChevronLeft size={18} aria-hidden />
      {children}
    </Anchor>
  );
}
