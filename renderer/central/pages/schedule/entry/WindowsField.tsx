import { ActionIcon, Box, Button, Group, Input, Text } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DailyWindow } from '../../../../../core/model/catalogue.ts';

interface Props {
  windows: readonly DailyWindow[];
  onChange: (windows: DailyWindow[]) => void;
}

const MOST_WINDOWS = 24;
const NEXT_WINDOW: DailyWindow = { from: '08:00', to: '12:00' };
/** A field shows midnight as 00:00; at the end of a window it means 24:00. */
const endOf = (time: string) => (time === '00:00' ? '24:00' : time);
const shownEnd = (time: string) => (time === '24:00' ? '00:00' : time);

export function WindowsField({ windows, onChange }: Props) {
  const { t } = useTranslation();
  const replace = (index: number, part: Partial<DailyWindow>) =>
    onChange(windows.map((window, other) => (other === index ? { ...window, ...part } : window)));
  return (
    <Input.Wrapper
      label={t('entry.windows')}
      description={windows.length === 0 ? t('entry.windowsHint') : undefined}
    >
      {windows.map((window, index) => (
        <Box key={index} mt={6}>
          <Group gap="xs" wrap="nowrap">
            <TimeInput
              aria-label={t('entry.windowFrom')}
              value={window.from}
              onChange={(event) =>
                event.currentTarget.value && replace(index, { from: event.currentTarget.value })
              }
            />
            <Text c="dimmed">–</Text>
            <TimeInput
              aria-label={t('entry.windowTo')}
              value={shownEnd(window.to)}
              onChange={(event) =>
                event.currentTarget.value && replace(index, { to: endOf(event.currentTarget.value) })
              }
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('entry.removeWindow')}
              onClick={() => onChange(windows.filter((_, other) => other !== index))}
            >
              <IconTrash size={17} />
            </ActionIcon>
          </Group>
          {window.to < window.from && (
            <Text size="xs" c="orange" mt={2}>
              {t('entry.crossesMidnight', { to: window.to })}
            </Text>
          )}
        </Box>
      ))}
      <Button
        mt="xs"
        size="compact-sm"
        variant="light"
        leftSection={<IconPlus size={15} />}
        disabled={windows.length >= MOST_WINDOWS}
        onClick={() => onChange([...windows, NEXT_WINDOW])}
      >
        {t('entry.addWindow')}
      </Button>
    </Input.Wrapper>
  );
}
