import { Alert, Group, Stack, Text } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getScreenPack, previewScreenPack } from '../../../../core/api/usb.ts';
import { urlOf } from '../../../../core/api/url.ts';
import type { Screen } from '../../../../core/model/catalogue.ts';
import { call } from '../../api/client.ts';
import { useRead } from '../../api/use-api.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { Section } from '../../components/Section.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { useNowMs } from '../../session/clock.ts';
import { useMay } from '../../session/session.ts';
import { PackTake } from '../../stick/PackTake.tsx';
import { ScreenPackItems } from './ScreenPackItems.tsx';

const DAY_MS = 86_400_000;
/** A week is what an officer visits a wall for. */
const USUAL_DAYS = 7;

/** What is carried to a wall with a vendor's player, for a period of days. */
export function ScreenPackTab({ screen }: { screen: Screen }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNowMs(60_000);
  const mayDownload = useMay(getScreenPack);
  const [chosen, choose] = useState<[string | null, string | null]>([null, null]);
  const from = chosen[0] ?? format.isoDate(nowMs);
  const until = chosen[1] ?? chosen[0] ?? format.isoDate(nowMs + (USUAL_DAYS - 1) * DAY_MS);
  const request = { params: { id: screen.id }, query: { from, until } };
  const pack = useRead('schedule', previewScreenPack, request, { keepPrevious: true });
  const isSomething = (pack.data?.items.length ?? 0) + (pack.data?.ticker.length ?? 0) > 0;
  const load = useCallback(
    () => call(getScreenPack, { params: { id: screen.id }, query: { from, until } }),
    [screen.id, from, until],
  );
  return (
    <Stack gap="md" maw={860}>
      <Alert color="orange" icon={<IconAlertTriangle />} title={t('screenPack.warning')}>
        {t('screenPack.warningHint')}
      </Alert>
      <Section title={t('screenPack.tab')} hint={`${screen.output.widthPx}×${screen.output.heightPx} px`}>
        <Group justify="space-between" align="flex-end" gap="sm" my="xs">
          <DatePickerInput
            type="range"
            label={t('screenPack.period')}
            valueFormat="D MMM YYYY"
            w={280}
            value={chosen[0] === null ? [from, until] : chosen}
            onChange={choose}
          />
          {mayDownload && (
            <PackTake
              isSomething={isSomething}
              href={urlOf(getScreenPack, request)}
              load={load}
              stickTitle={t('screenPack.stick')}
            />
          )}
        </Group>
        <Loaded query={pack} lines={3}>
          {(preview) => <ScreenPackItems pack={preview} />}
        </Loaded>
        <Text size="xs" c="dimmed" mt="sm">
          {t('units.expiry')}
        </Text>
      </Section>
    </Stack>
  );
}
