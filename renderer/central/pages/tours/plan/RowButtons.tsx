import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface Props {
  title: string;
  index: number;
  count: number;
  onMove: (to: number) => void;
  onRemove: () => void;
}

/** Up, down and away, for those who do not drag. */
export function RowButtons({ title, index, count, onMove, onRemove }: Props) {
  const { t } = useTranslation();
  const steps = [
    { Icon: IconArrowUp, label: t('playlists.up', { title }), to: index - 1 },
    { Icon: IconArrowDown, label: t('playlists.down', { title }), to: index + 1 },
  ];
  return (
    <div className="wv-tour-buttons">
      {steps.map(({ Icon, label, to }) => (
        <ActionIcon
          key={label}
          variant="subtle"
          color="gray"
          disabled={to < 0 || to >= count}
          aria-label={label}
          onClick={() => onMove(to)}
        >
          <Icon size={15} />
        </ActionIcon>
      ))}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('playlists.removeItem', { title })}
        onClick={onRemove}
      >
        <IconX size={15} />
      </ActionIcon>
    </div>
  );
}
