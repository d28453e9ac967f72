import { ActionIcon, Box, Button, Group, Input, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DailyWindow } from '../../../../../core/model/screen-settings.ts';
import { TimeOfDayInput } from '../../../components/TimeOfDayInput.tsx';

interface Props {
  windows: readonly DailyWindow[];
  onChange: (windows: DailyWindow[]) => void;
}

const MOST_WINDOWS = 24;
const NEXT_WINDOW: DailyWindow = { from: '08:00', to: '12:00' };

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
            <TimeOfDayInput
              ariaLabel={t('entry.windowFrom')}
              value={window.from}
              onChange={(from) => replace(index, { from })}
            />
            <Text c="dimmed">–</Text>
            <TimeOfDayInput
              isEnd
              ariaLabel={t('entry.windowTo')}
              value={window.to}
              onChange={(to) => replace(index, { to })}
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
            <Text size="xs" c="var(--wv-warn)" mt={2}>
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
