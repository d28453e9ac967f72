import { AppShell, Box, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet } from 'react-router';
import { DemoRibbon } from '../../ui/DemoRibbon.tsx';
import { LoadingPage } from '../components/LoadingPage.tsx';
import { UploadsChip } from '../pages/media/UploadsChip.tsx';
import { useSession } from '../session/session.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { CityClock } from './CityClock.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { Logo } from './Logo.tsx';
import { SandboxBanner } from './SandboxBanner.tsx';
import { SideNav } from './SideNav.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';

const BAR_PX = 52;
const RIBBON_PX = 24;

export function Shell() {
  const { t } = useTranslation();
  const { city } = useSession();
  const [opened, menu] = useDisclosure(false);
  return (
    <AppShell
      header={{ height: BAR_PX + (city.demo ? RIBBON_PX : 0) }}
      navbar={{ width: 228, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <a className="wv-skip" href="#content">
        {t('shell.skip')}
      </a>
      <AppShell.Header>
        {city.demo && <DemoRibbon text={t('shell.demo')} />}
        <Group h={BAR_PX} px="md" justify="space-between" wrap="nowrap" gap="sm">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger
              opened={opened}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t('shell.menu')}
            />
            <Link to="/" className="wv-row-link wv-home" aria-label={t('shell.nav.home')}>
              <Group gap={10} wrap="nowrap">
                <Logo />
                <Text fw={650} truncate>
                  {city.name}
                </Text>
              </Group>
            </Link>
          </Group>
          <Group gap="sm" wrap="nowrap">
            <UploadsChip />
            <CityClock />
            <Box visibleFrom="sm">
              <ThemeSwitch />
            </Box>
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" pt="md" aria-label={t('shell.menu')}>
        <SideNav onNavigate={menu.close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <ConnectionBanner />
        <SandboxBanner />
        <div className="wv-page">
          <Suspense fallback={<LoadingPage />}>
            <Outlet />
          </Suspense>
        </div>
      </AppShell.Main>
    </AppShell>
  );
}
