import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { getSetup } from '../../../../core/api/people.ts';
import { DemoRibbon } from '../../../ui/DemoRibbon.tsx';
import { useRead } from '../../api/use-api.ts';
import { LanguageSwitch } from '../../shell/LanguageSwitch.tsx';
import { Logo } from '../../shell/Logo.tsx';
import { ThemeSwitch } from '../../shell/ThemeSwitch.tsx';
import './DoorPage.css';

interface Props {
  title: string;
  intro?: ReactNode;
  children: ReactNode;
}

/** The frame of the pages before sign-in: one card, the city's name, the language. */
export function DoorPage({ title, intro, children }: Props) {
  const { t } = useTranslation();
  const setup = useRead('session', getSetup, {}).data;
  useEffect(() => {
    document.title = `${title} · Wawar`;
  }, [title]);
  return (
    <div className="wv-door">
      {setup?.demo && <DemoRibbon text={t('shell.demo')} />}
      <main className="wv-door-main">
        <Box w="100%" maw={420}>
          <Group gap="sm" mb="lg">
            <Logo sizePx={40} />
            <Box>
              <Text fw={700} size="lg" lh={1.2}>
                {setup?.cityName || 'Wawar'}
              </Text>
              <Text size="sm" c="dimmed">
                {t('session.tagline')}
              </Text>
            </Box>
          </Group>
          <Stack className="wv-card" p="xl" gap="md">
            <Box>
              <Title order={1} size="h3">
                {title}
              </Title>
              {intro !== undefined && (
                <Text component="div" size="sm" c="dimmed" mt={4}>
                  {intro}
                </Text>
              )}
            </Box>
            {children}
          </Stack>
          <Group justify="space-between" mt="md">
            <LanguageSwitch />
            <ThemeSwitch />
          </Group>
        </Box>
      </main>
    </div>
  );
}
