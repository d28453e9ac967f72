import { Group, Tabs } from '@mantine/core';
import { IconDeviceTvOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { listScreens, listScreensLive, updateScreen } from '../../../../core/api/screens.ts';
import { useRead } from '../../api/use-api.ts';
import { BackLink } from '../../components/BackLink.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { StatusDot } from '../../components/StatusDot.tsx';
import { useMay } from '../../session/session.ts';
import { ScreenDevice } from './ScreenDevice.tsx';
import { ScreenLiveTab } from './ScreenLiveTab.tsx';
import { ScreenPackTab } from './ScreenPackTab.tsx';
import { ScreenPlanTab } from './ScreenPlanTab.tsx';
import { ScreenSettings } from './ScreenSettings.tsx';
import { LAMP, statusOf } from './screen-status.ts';

export function ScreenPage() {
  const { t } = useTranslation();
  const { id } = useParams();
  const [params, setParams] = useSearchParams();
  const mayEdit = useMay(updateScreen);
  const screens = useRead('screens', listScreens, {});
  const live = useRead('live', listScreensLive, {}).data?.find((one) => one.screenId === id);
  return (
    <Loaded query={screens}>
      {(list) => {
        const screen = list.find((one) => one.id === id);
        if (!screen) return <EmptyState icon={IconDeviceTvOff} title={t('screens.missing')} />;
        const isVendor = screen.playerKind === 'vendor';
        const status = statusOf(screen, live);
        return (
          <>
            <PageHeader
              above={<BackLink to="/screens">{t('screens.title')}</BackLink>}
              title={screen.name}
              subtitle={
                <Group gap={8}>
                  <StatusDot status={LAMP[status]} />
                  <span>
                    {t(`screens.live.${status}`)}
                    {screen.site !== '' && ` · ${screen.site}`}
                  </span>
                </Group>
              }
            />
            <Tabs
              value={params.get('tab') ?? 'live'}
              onChange={(tab) => setParams({ tab: tab ?? 'live' }, { replace: true })}
              keepMounted={false}
            >
              <Tabs.List mb="md">
                <Tabs.Tab value="live">{t('screens.tabs.live')}</Tabs.Tab>
                <Tabs.Tab value="plan">{t('screens.tabs.plan')}</Tabs.Tab>
                {mayEdit && <Tabs.Tab value="settings">{t('screens.tabs.settings')}</Tabs.Tab>}
                {mayEdit && !isVendor && <Tabs.Tab value="device">{t('screens.tabs.device')}</Tabs.Tab>}
                {isVendor && <Tabs.Tab value="pack">{t('screenPack.tab')}</Tabs.Tab>}
              </Tabs.List>
              <Tabs.Panel value="live">
                <ScreenLiveTab screen={screen} live={live} />
              </Tabs.Panel>
              <Tabs.Panel value="plan">
                <ScreenPlanTab screen={screen} />
              </Tabs.Panel>
              {mayEdit && (
                <Tabs.Panel value="settings">
                  <ScreenSettings key={screen.id} screen={screen} />
                </Tabs.Panel>
              )}
              {isVendor && (
                <Tabs.Panel value="pack">
                  <ScreenPackTab screen={screen} />
                </Tabs.Panel>
              )}
              {mayEdit && !isVendor && (
                <Tabs.Panel value="device">
                  <ScreenDevice screen={screen} live={live} />
                </Tabs.Panel>
              )}
            </Tabs>
          </>
        );
      }}
    </Loaded>
  );
}
