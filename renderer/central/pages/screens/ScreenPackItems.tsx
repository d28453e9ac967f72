import { Box, Group, Text } from '@mantine/core';
import { IconDeviceTvOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ScreenPackPreview } from '../../../../core/api/usb.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { useFormat } from '../../hooks/use-format.ts';

const DAY_MS = 86_400_000;

/** Pictures of a content pack in playing order, then its lines of running text. */
export function ScreenPackItems({ pack }: { pack: ScreenPackPreview }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (pack.items.length + pack.ticker.length === 0)
    return (
      <EmptyState icon={IconDeviceTvOff} title={t('screenPack.nothing')}>
        {t('screenPack.nothingHint')}
      </EmptyState>
    );
  const allDays = (Date.parse(pack.until) - Date.parse(pack.from)) / DAY_MS + 1;
  const daysOf = (days: readonly string[]): string =>
    days.length === allDays ? t('screenPack.everyDay') : t('screenPack.days', { count: days.length });
  return (
    <Box>
      <Text size="sm" fw={600} mb={4}>
        {t('screenPack.items', { count: pack.items.length })}
      </Text>
      {pack.items.map((item) => (
        <Row
          key={item.announcementId}
          mark={String(item.number)}
          title={item.title}
          hint={[
            daysOf(item.days),
            `${format.timeOfDay(item.fromLocal)}–${format.timeOfDay(item.untilLocal)}`,
            t('units.lastAir', { at: format.dateTime(item.lastAirMs) }),
          ].join(' · ')}
          right={format.clock(item.airDurationMs)}
        />
      ))}
      {pack.ticker.length > 0 && (
        <Text size="sm" fw={600} mt="md" mb={4}>
          {t('screenPack.ticker')}
        </Text>
      )}
      {pack.ticker.map((line) => (
        <Row
          key={line.announcementId}
          mark=""
          title={line.text}
          hint={t('units.lastAir', { at: format.dateTime(line.lastAirMs) })}
          right=""
        />
      ))}
    </Box>
  );
}

function Row({ mark, title, hint, right }: { mark: string; title: string; hint: string; right: string }) {
  return (
    <Group wrap="nowrap" gap="md" py={7} align="flex-start" style={{ borderTop: '1px solid var(--wv-line)' }}>
      {mark !== '' && (
        <Text size="sm" c="dimmed" className="wv-num" w={22} ta="right">
          {mark}
        </Text>
      )}
      <Box style={{ flex: 1 }} miw={0}>
        <Text size="sm" fw={550} className="wv-break">
          {title}
        </Text>
        <Text size="xs" c="dimmed" className="wv-num">
          {hint}
        </Text>
      </Box>
      <Text size="sm" c="dimmed" className="wv-num">
        {right}
      </Text>
    </Group>
  );
}
