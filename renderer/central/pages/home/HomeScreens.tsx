import { Anchor, SimpleGrid } from '@mantine/core';
import { IconDeviceTv } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { listScreens, listScreensLive } from '../../../../core/api/screens.ts';
import type { Screen } from '../../../../core/model/catalogue.ts';
import { useRead } from '../../api/use-api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Section } from '../../components/Section.tsx';
import { ScreenCard } from '../screens/ScreenCard.tsx';

/** The streets at a glance: every screen's live picture; those that are away come last, explained. */
export function HomeScreens() {
  const { t } = useTranslation();
  const screens = useRead('screens', listScreens, {});
  const live = useRead('live', listScreensLive, {}).data ?? [];
  const liveOf = (id: string) => live.find((one) => one.screenId === id);
  const ours = (screens.data ?? []).filter(({ playerKind }) => playerKind === 'wawar');
  const connected = ours.filter(({ id }) => liveOf(id)?.connected === true).length;
  /** What works first, then what tells nothing, then what is away. */
  const rank = ({ id, playerKind }: Screen): number =>
    liveOf(id)?.connected === true ? 0 : playerKind === 'vendor' ? 1 : 2;
  return (
    <Section
      title={t('home.screens')}
      hint={
        screens.data && screens.data.length > 0
          ? t('home.summary', { live: connected, total: ours.length })
          : undefined
      }
      actions={
        <Anchor component={Link} to="/screens" size="sm">
          {t('home.allScreens')}
        </Anchor>
      }
    >
      <Loaded query={screens}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={IconDeviceTv} title={t('home.noScreens')}>
              {t('home.noScreensHint')}
            </EmptyState>
          ) : (
            <SimpleGrid cols={{ base: 1, sm: 2, xl: 3 }} spacing="md" pt={6}>
              {[...list]
                .sort((a, b) => rank(a) - rank(b))
                .map((screen) => (
                  <ScreenCard key={screen.id} screen={screen} live={liveOf(screen.id)} />
                ))}
            </SimpleGrid>
          )
        }
      </Loaded>
    </Section>
  );
}
