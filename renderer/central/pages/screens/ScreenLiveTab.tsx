import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { deleteScreen, type ScreenLive } from '../../../../core/api/screens.ts';
import type { Screen } from '../../../../core/model/catalogue.ts';
import { Facts } from '../../components/Facts.tsx';
import { Section } from '../../components/Section.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { useMay } from '../../session/session.ts';
import { CameraSetting } from './CameraSetting.tsx';
import { HealthSection } from './HealthSection.tsx';
import { NowNext } from './NowNext.tsx';
import { ScreenAway } from './ScreenAway.tsx';
import { ScreenState } from './ScreenState.tsx';
import { SeenSection } from './SeenSection.tsx';
import { Snapshot } from './Snapshot.tsx';
import './ScreenLiveTab.css';

interface Props {
  screen: Screen;
  live: ScreenLive | undefined;
}

export function ScreenLiveTab({ screen, live }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayAdmin = useMay(deleteScreen);
  const size = `${screen.output.widthPx}×${screen.output.heightPx} px`;
  const takenAtMs = live?.snapshotAtMs ?? null;
  const taken =
    takenAtMs === null
      ? ''
      : ` · ${t(live?.snapshotSource === 'screen' ? 'eye.ofScreen' : 'eye.ofPage', { time: format.timeSeconds(takenAtMs) })}`;
  return (
    <div className="wv-screen-live">
      <div>
        <div className="wv-live-sent">
          <Section title={t('eye.sent')}>
            <Snapshot screen={screen} live={live} />
            <Text size="xs" c="dimmed" mt={6} className="wv-num">
              {size}
              {taken}
            </Text>
          </Section>
        </div>
        <div className="wv-live-seen">
          <SeenSection screenId={screen.id} />
        </div>
        {mayAdmin && (
          <div className="wv-live-camera">
            <CameraSetting key={screen.cameraUrl} screen={screen} />
          </div>
        )}
      </div>
      <div>
        <Stack gap="md">
          <Section title={t('screens.now')}>
            {live?.connected ? <NowNext live={live} /> : <ScreenAway screen={screen} live={live} />}
          </Section>
          {live?.paired && <ScreenState live={live} />}
        </Stack>
        {live?.connected && (
          <div className="wv-live-machine">
            <HealthSection live={live} />
          </div>
        )}
        <div className="wv-live-identity">
          <Section title={t('settings.identity')}>
            <Facts
              rows={[
                [t('settings.site'), screen.site],
                [
                  t('settings.hours'),
                  screen.operatingHours
                    ? `${format.timeOfDay(screen.operatingHours.from)}–${format.timeOfDay(screen.operatingHours.to)} ${format.zone}`
                    : t('settings.hoursAlways'),
                ],
                [t('settings.legal'), screen.hoursLegalBasis],
                [t('settings.dayStart'), `${format.timeOfDay(screen.dayStartLocal)} ${format.zone}`],
                [t('settings.note'), screen.note],
              ]}
            />
          </Section>
        </div>
      </div>
    </div>
  );
}
