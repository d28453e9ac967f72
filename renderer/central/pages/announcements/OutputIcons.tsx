import { Group, Tooltip } from '@mantine/core';
import { IconDeviceTv, IconLetterCase, IconSpeakerphone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AnnouncementContent } from '../../../../core/model/catalogue.ts';

const ICONS = [
  ['screen', IconDeviceTv],
  ['ticker', IconLetterCase],
  ['mobile', IconSpeakerphone],
] as const;

export function OutputIcons({ outputs }: { outputs: AnnouncementContent['outputs'] }) {
  const { t } = useTranslation();
  return (
    <Group gap={8} wrap="nowrap">
      {ICONS.filter(([output]) => outputs[output]).map(([output, Icon]) => (
        <Tooltip key={output} label={t(`output.${output}`)}>
          <Icon size={18} stroke={1.6} aria-label={t(`output.${output}`)} />
        </Tooltip>
      ))}
    </Group>
  );
}
