import { Box, NumberInput, SimpleGrid, Slider, Stack, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EntryRules } from '../../../../../core/model/catalogue.ts';
import { Section } from '../../../components/Section.tsx';

interface Props {
  rules: EntryRules;
  /** Highest priority the source is approved for. */
  maxPriority: number;
  isPlaylist: boolean;
  onChange: (rules: EntryRules) => void;
}

const orNull = (value: string | number): number | null => (value === '' ? null : Number(value));

export function EntryRulesSection({ rules, maxPriority, isPlaylist, onChange }: Props) {
  const { t } = useTranslation();
  const change = (part: Partial<EntryRules>) => onChange({ ...rules, ...part });
  return (
    <Section title={t('entry.rules')}>
      <Stack gap="md">
        <Box>
          <Text size="sm" fw={500}>
            {t('entry.priority')}: <span className="wv-num">{rules.priority}</span>
          </Text>
          <Slider
            thumbLabel={t('entry.priority')}
            my={8}
            max={maxPriority}
            value={Math.min(rules.priority, maxPriority)}
            onChange={(priority) => change({ priority })}
          />
          {maxPriority < 100 && (
            <Text size="xs" c="dimmed">
              {t('entry.priorityLimit', { max: maxPriority })}
            </Text>
          )}
        </Box>
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
          <NumberInput
            label={t('entry.share')}
            placeholder={t('common.optional')}
            min={0}
            max={100}
            value={rules.sharePercent ?? ''}
            onChange={(value) => change({ sharePercent: orNull(value) })}
          />
          <NumberInput
            label={t('entry.minPlays')}
            placeholder={t('common.optional')}
            min={1}
            max={360}
            allowDecimal={false}
            value={rules.minPlaysPerHour ?? ''}
            onChange={(value) => change({ minPlaysPerHour: orNull(value) })}
          />
          <NumberInput
            label={t('entry.maxPlays')}
            placeholder={t('common.optional')}
            min={1}
            max={360}
            allowDecimal={false}
            value={rules.maxPlaysPerHour ?? ''}
            onChange={(value) => change({ maxPlaysPerHour: orNull(value) })}
          />
        </SimpleGrid>
        <Text size="xs" c="dimmed">
          {t('entry.shareHint')}
        </Text>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <Switch
            label={t('entry.hard')}
            description={t('entry.hardHint')}
            checked={rules.hard}
            onChange={(event) => change({ hard: event.currentTarget.checked })}
          />
          {isPlaylist && (
            <Switch
              label={t('entry.shuffle')}
              description={t('entry.shuffleHint')}
              checked={rules.shuffle}
              onChange={(event) => change({ shuffle: event.currentTarget.checked })}
            />
          )}
        </SimpleGrid>
      </Stack>
    </Section>
  );
}
