import { Box, NumberInput, SimpleGrid, Slider, Stack, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/Section.tsx';
import type { ContentFields } from './content-fields.ts';
import { priorityLevel } from './priority.ts';

const HOUR_MS = 3_600_000;
const EMERGENCY_PRIORITY = 90;

export function RulesSection({ values, set, patch }: ContentFields) {
  const { t } = useTranslation();
  return (
    <Section title={t('form.rules')}>
      <Stack gap="lg">
        <Box>
          <Text size="sm" fw={500} mb={6}>
            {t('form.priority')}: <span className="wv-num">{values.maxPriority}</span> ·{' '}
            {t(`form.priorities.${priorityLevel(values.maxPriority)}`)}
          </Text>
          <Slider
            thumbLabel={t('form.priority')}
            value={values.maxPriority}
            onChange={(maxPriority) => set('maxPriority', maxPriority)}
          />
        </Box>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <Switch
            label={t('form.emergency')}
            description={t('form.emergencyHint')}
            checked={values.emergency}
            onChange={(event) =>
              patch({
                emergency: event.currentTarget.checked,
                ...(event.currentTarget.checked
                  ? { maxPriority: Math.max(values.maxPriority, EMERGENCY_PRIORITY), category: 'emergency' }
                  : {}),
              })
            }
          />
          <Switch
            label={t('form.evergreen')}
            description={t('form.evergreenHint')}
            checked={values.evergreen}
            onChange={(event) => set('evergreen', event.currentTarget.checked)}
          />
        </SimpleGrid>
        {!values.evergreen && (
          <NumberInput
            label={t('form.lease')}
            description={t('form.leaseHint')}
            maw={320}
            min={1}
            max={9600}
            allowDecimal={false}
            value={values.leaseMs / HOUR_MS}
            onChange={(hours) => set('leaseMs', Math.max(1, Number(hours) || 1) * HOUR_MS)}
          />
        )}
      </Stack>
    </Section>
  );
}
