import { Box, List, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { explainScreen } from '../../../../core/api/schedule.ts';
import { useRead } from '../../api/use-api.ts';
import { InstantInput } from '../../components/InstantInput.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Section } from '../../components/Section.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { useNowMs } from '../../session/clock.ts';
import { reasonText } from '../schedule/reason-text.ts';

/** Asks the server what plays on a screen at an instant, on any day. */
export function ExplainAt({ screenId }: { screenId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNowMs(60_000);
  const [chosenMs, setChosenMs] = useState<number | null>(null);
  const atMs = chosenMs ?? Math.floor(nowMs / 60_000) * 60_000;
  const query = useRead(
    'schedule',
    explainScreen,
    { params: { id: screenId }, query: { atMs } },
    { keepPrevious: true },
  );
  return (
    <Section title={t('explain.title')}>
      <Stack gap="sm">
        <Box maw={280}>
          <InstantInput label={t('explain.at')} valueMs={atMs} onChange={setChosenMs} />
        </Box>
        <Loaded query={query} lines={2}>
          {({ zones }) => (
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
              {zones.map(({ zone, slot, reasons }) => (
                <Box key={zone}>
                  <Text size="xs" c="dimmed">
                    {t(`zone.${zone}`)}
                  </Text>
                  <Text size="sm" fw={600}>
                    {slot?.title ?? t('explain.nothing')}
                  </Text>
                  <List size="sm" mt={4} spacing={2}>
                    {reasons.map((reason) => (
                      <List.Item key={reason.code}>{reasonText(t, format.locale, reason)}</List.Item>
                    ))}
                  </List>
                </Box>
              ))}
            </SimpleGrid>
          )}
        </Loaded>
      </Stack>
    </Section>
  );
}
