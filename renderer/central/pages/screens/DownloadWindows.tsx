import { ActionIcon, Button, Group, Input, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DailyWindow } from '../../../../core/model/screen-settings.ts';
import { TimeOfDayInput } from '../../components/TimeOfDayInput.tsx';

/** When data are cheap. */
const USUAL: DailyWindow = { from: '00:00', to: '05:00' };
const MOST = 24;

interface Props {
  value: readonly DailyWindow[];
  onChange: (value: DailyWindow[]) => void;
}

export function DownloadWindows({ value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Input.Wrapper label={t('fetching.windows')} labelElement="div">
      <Stack gap="xs" align="flex-start">
        {value.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('fetching.windowsAlways')}
          </Text>
        )}
        {value.map((window, index) => (
          <Group key={index} gap="xs" wrap="nowrap">
            <TimeOfDayInput
              ariaLabel={t('fetching.windowFrom', { number: index + 1 })}
              value={window.from}
              onChange={(from) => onChange(value.with(index, { ...window, from }))}
            />
            <Text size="sm">{t('fetching.windowUntil')}</Text>
            <TimeOfDayInput
              isEnd
              ariaLabel={t('fetching.windowTo', { number: index + 1 })}
              value={window.to}
              onChange={(to) => onChange(value.with(index, { ...window, to }))}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('fetching.removeWindow', { number: index + 1 })}
              onClick={() => onChange(value.toSpliced(index, 1))}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={16} />}
          disabled={value.length >= MOST}
          onClick={() => onChange([...value, USUAL])}
        >
          {t('fetching.addWindow')}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
