import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QuietRules } from '../../../../core/model/city-settings.ts';
import { addDays } from '../../../ui/zone-time.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { useNowMs } from '../../session/clock.ts';

type Silence = QuietRules['silences'][number];

interface Props {
  silences: readonly Silence[];
  onChange: (silences: Silence[]) => void;
}

const MOST = 60;
/** The picker writes a space between date and time. */
const withT = (local: string) => local.replace(' ', 'T');

/** Whole periods of silence, such as Nyepi: a name, and from when to when on the city's clock. */
export function SilencesField({ silences, onChange }: Props) {
  const { t } = useTranslation();
  const { isoDate } = useFormat();
  const nowMs = useNowMs(60_000);
  const change = (index: number, part: Partial<Silence>) =>
    onChange(silences.map((silence, at) => (at === index ? { ...silence, ...part } : silence)));
  const add = () => {
    const day = addDays(isoDate(nowMs), 1);
    onChange([
      ...silences,
      { name: '', fromLocal: `${day}T06:00:00`, untilLocal: `${addDays(day, 1)}T06:00:00` },
    ]);
  };
  return (
    <div>
      <Text size="sm" fw={500}>
        {t('city.silences')}
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        {t('city.silencesHint')}
      </Text>
      <Stack gap="sm">
        {silences.map((silence, index) => (
          <Group key={index} gap="xs" align="flex-end" role="group" aria-label={silence.name}>
            <TextInput
              style={{ flex: '1 1 140px' }}
              label={t('common.name')}
              placeholder={t('city.silencePlaceholder')}
              maxLength={80}
              required
              value={silence.name}
              onChange={(event) => change(index, { name: event.currentTarget.value })}
            />
            {(['fromLocal', 'untilLocal'] as const).map((field) => (
              <DateTimePicker
                key={field}
                style={{ flex: '1 1 150px' }}
                label={t(field === 'fromLocal' ? 'city.nightFrom' : 'city.nightUntil')}
                valueFormat="D MMM YYYY HH:mm"
                error={field === 'untilLocal' && silence.untilLocal <= silence.fromLocal}
                value={silence[field].replace('T', ' ')}
                onChange={(local) => local !== null && change(index, { [field]: withT(local) })}
              />
            ))}
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`${t('common.delete')}: ${silence.name}`}
              onClick={() => onChange(silences.filter((_, at) => at !== index))}
            >
              <IconTrash size={17} />
            </ActionIcon>
          </Group>
        ))}
        {silences.length < MOST && (
          <Button
            size="compact-sm"
            variant="light"
            w="fit-content"
            leftSection={<IconPlus size={15} />}
            onClick={add}
          >
            {t('city.addSilence')}
          </Button>
        )}
      </Stack>
    </div>
  );
}
