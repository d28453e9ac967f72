import { Button, SimpleGrid } from '@mantine/core';
import { IconDeviceTv, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { createScreen, listScreens, listScreensLive } from '../../../../core/api/screens.ts';
import { useRead } from '../../api/use-api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useMay } from '../../session/session.ts';
import { ScreenCard } from './ScreenCard.tsx';

export function ScreensPage() {
  const { t } = useTranslation();
  const mayAdd = useMay(createScreen);
  const screens = useRead('screens', listScreens, {});
  const live = useRead('live', listScreensLive, {}).data ?? [];
  return (
    <>
      <PageHeader
        title={t('screens.title')}
        subtitle={t('screens.subtitle')}
        actions={
          mayAdd && (
            <Button component={Link} to="/screens/new" leftSection={<IconPlus size={17} />}>
              {t('screens.new')}
            </Button>
          )
        }
      />
      <Loaded query={screens}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={IconDeviceTv} title={t('screens.empty')}>
              {t('screens.emptyHint')}
            </EmptyState>
          ) : (
            <SimpleGrid cols={{ base: 1, sm: 2, xl: 3 }} spacing="md">
              {list.map((screen) => (
                <ScreenCard
                  key={screen.id}
                  screen={screen}
                  live={live.find((one) => one.screenId === screen.id)}
                />
              ))}
            </SimpleGrid>
          )
        }
      </Loaded>
    </>
  );
}
