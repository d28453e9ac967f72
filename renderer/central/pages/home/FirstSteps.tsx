import { Group, Text } from '@mantine/core';
import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { listAnnouncements, listAssets } from '../../../../core/api/announcements.ts';
import { createUser, listAgencies, listUsers } from '../../../../core/api/people.ts';
import { listScreens } from '../../../../core/api/screens.ts';
import { useRead } from '../../api/use-api.ts';
import { Section } from '../../components/Section.tsx';
import { useMay } from '../../session/session.ts';
import './TaskRow.css';

/** Leads a new city through what has to exist before anything can air; gone once it all does. */
export function FirstSteps() {
  const { t } = useTranslation();
  const isAdmin = useMay(createUser);
  const agencies = useRead('agencies', listAgencies, {}).data;
  const users = useRead('users', listUsers, {}, { enabled: isAdmin }).data;
  const screens = useRead('screens', listScreens, {}).data;
  const assets = useRead('assets', listAssets, {}).data;
  const announcements = useRead('announcements', listAnnouncements, {}).data;
  if (!isAdmin || !agencies || !users || !screens || !assets || !announcements) return null;
  const steps = [
    ['agencies', '/agencies', agencies.length > 0],
    ['users', '/users', users.some((user) => user.roles.includes('approver'))],
    ['screens', '/screens', screens.length > 0],
    ['media', '/media', assets.length > 0],
    ['announcement', '/announcements/new', announcements.some((item) => item.content.evergreen)],
  ] as const;
  if (steps.every(([, , isDone]) => isDone)) return null;
  return (
    <Section title={t('home.firstSteps')} flush>
      {steps.map(([key, to, isDone]) => (
        <Link key={key} to={to} className="wv-row-link wv-task">
          <Group gap={10} wrap="nowrap">
            {isDone ? (
              <IconCircleCheck size={19} color="var(--wv-ok)" aria-hidden />
            ) : (
              <IconCircle size={19} color="var(--wv-off)" aria-hidden />
            )}
            <Text size="sm" {...(isDone ? { c: 'dimmed', td: 'line-through' } : { fw: 550 })}>
              {t(`home.steps.${key}`)}
            </Text>
          </Group>
        </Link>
      ))}
    </Section>
  );
}
