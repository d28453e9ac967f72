import { Box, NavLink, ScrollArea, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NavLink as RouterLink, useLocation } from 'react-router';
import { useSession } from '../session/session.ts';
import { NAVIGATION } from './navigation.ts';

const isHere = (pathname: string, to: string) =>
  to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`);

export function SideNav({ onNavigate }: { onNavigate: () => void }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const { pathname } = useLocation();
  const mayOpen = (access: unknown) =>
    !Array.isArray(access) || user.roles.some((role) => access.includes(role));

  return (
    <ScrollArea type="auto" style={{ flex: 1 }}>
      {NAVIGATION.map((section) => {
        const items = section.items.filter((item) => !item.needs || mayOpen(item.needs.access));
        if (items.length === 0) return null;
        return (
          <Box key={section.key ?? 'top'} mb="sm">
            {section.key && (
              <Text size="xs" fw={600} c="dimmed" px="sm" pb={4}>
                {t(`shell.sections.${section.key}`)}
              </Text>
            )}
            {items.map((item) => (
              <NavLink
                key={item.key}
                component={RouterLink}
                to={item.to}
                label={t(`shell.nav.${item.key}`)}
                active={isHere(pathname, item.to)}
                leftSection={<item.icon size={19} stroke={1.7} />}
                onClick={onNavigate}
                py={7}
                style={{ borderRadius: 7 }}
              />
            ))}
          </Box>
        );
      })}
    </ScrollArea>
  );
}
