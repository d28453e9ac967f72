import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ScreenLive } from '../../../../core/api/screens.ts';
import { Facts } from '../../components/Facts.tsx';
import { Section } from '../../components/Section.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { HealthTroubles } from './HealthTroubles.tsx';

/** How the computer behind the panel is doing. */
export function HealthSection({ live }: { live: ScreenLive }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { health } = live;
  if (health === null) return null;
  const disk =
    health.diskFreeBytes === null || health.diskTotalBytes === null
      ? null
      : t('machine.diskFree', {
          free: format.bytes(health.diskFreeBytes),
          total: format.bytes(health.diskTotalBytes),
        });
  const memory = t('machine.memoryFree', {
    free: format.bytes(health.memoryFreeBytes),
    total: format.bytes(health.memoryTotalBytes),
  });
  return (
    <Section title={t('machine.title')} hint={t('machine.at', { time: format.timeWithZone(health.atMs) })}>
      <Stack gap="xs">
        <HealthTroubles live={live} />
        <Facts
          rows={[
            [
              t('machine.temperature'),
              health.temperatureC === null
                ? t('machine.noSensor')
                : `${format.number(health.temperatureC)} °C`,
            ],
            [t('machine.disk'), disk],
            [t('machine.cache'), format.bytes(health.cacheBytes)],
            [t('machine.memory'), memory],
            [t('machine.player'), format.bytes(health.playerMemoryBytes)],
            [
              t('machine.load'),
              health.load === null ? null : `${format.number(Math.round(health.load * 100))} %`,
            ],
            [t('machine.month'), format.bytes(health.monthBytes)],
            [t('machine.dropped'), format.number(health.droppedFrames)],
            [t('machine.uptime'), format.duration(health.uptimeMs)],
            [
              t('machine.brightness'),
              health.brightnessPercent === null ? null : `${health.brightnessPercent} %`,
            ],
          ]}
        />
      </Stack>
    </Section>
  );
}
