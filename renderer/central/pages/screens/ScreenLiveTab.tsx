import { Grid, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ScreenLive } from '../../../../core/api/screens.ts';
import type { Screen } from '../../../../core/model/catalogue.ts';
import { Facts } from '../../components/Facts.tsx';
import { Section } from '../../components/Section.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { DownloadsLine } from './DownloadsLine.tsx';
import { NowNext } from './NowNext.tsx';
import { ScreenAway } from './ScreenAway.tsx';
import { ScreenFaults } from './ScreenFaults.tsx';
import { Snapshot } from './Snapshot.tsx';

interface Props {
  screen: Screen;
  live: ScreenLive | undefined;
}

export function ScreenLiveTab({ screen, live }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const isBehind = live && live.manifestVersion !== live.appliedVersion;
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Snapshot screen={screen} live={live} />
        <Text size="xs" c="dimmed" mt={6} className="wv-num">
          {screen.output.widthPx}×{screen.output.heightPx} px
          {live &&
            live.snapshotAtMs !== null &&
            ` · ${t('screens.pictureAt', { time: format.timeSeconds(live.snapshotAtMs) })}`}
        </Text>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Stack gap="md">
          <Section title={t('screens.now')}>
            {live?.connected ? <NowNext live={live} /> : <ScreenAway screen={screen} live={live} />}
          </Section>
          {live?.paired && (
            <Section title={t('screens.state')}>
              <Stack gap="xs">
                <Text size="sm">
                  {t(
                    live.showing.some((zone) => zone.announcementId !== null)
                      ? 'screens.shown'
                      : 'screens.notShown',
                  )}
                </Text>
                <Text size="sm" {...(isBehind ? { c: 'var(--wv-warn)' } : {})}>
                  {t(isBehind ? 'screens.versionBehind' : 'screens.versionOk', {
                    given: live.manifestVersion ?? 0,
                    applied: live.appliedVersion ?? 0,
                  })}
                </Text>
                <DownloadsLine live={live} />
                {live.clockOffsetMs !== null && (
                  <Text size="sm" className="wv-num">
                    {t('screens.clock', { ms: format.number(live.clockOffsetMs) })}
                  </Text>
                )}
                <ScreenFaults live={live} />
              </Stack>
            </Section>
          )}
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
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
