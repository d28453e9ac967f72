import { Button } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPause, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useUploads } from './uploads.ts';

/** In the header while something is on its way or stuck, on every page. */
export function UploadsChip() {
  const { t } = useTranslation();
  const { items } = useUploads();
  if (items.length === 0) return null;
  const stopped = items.filter((item) => item.state === 'failed').length;
  const isPaused = items.every((item) => item.state === 'paused');
  const bytes = items.reduce((sum, item) => sum + item.bytes, 0);
  const sentBytes = items.reduce((sum, item) => sum + item.sentBytes, 0);
  const percent = Math.floor((100 * sentBytes) / Math.max(1, bytes));
  const Icon = stopped > 0 ? IconAlertTriangle : isPaused ? IconPlayerPause : IconUpload;
  const label =
    stopped > 0
      ? t('media.chip_stopped', { count: stopped })
      : t('media.chip', { count: items.length, percent });
  const common = { component: Link, to: '/media', size: 'compact-sm', variant: 'light' } as const;
  const colour = stopped > 0 ? { color: 'red' } : {};
  return (
    <>
      <Button {...common} {...colour} leftSection={<Icon size={14} />} visibleFrom="sm">
        {label}
      </Button>
      <Button {...common} {...colour} aria-label={label} px={8} hiddenFrom="sm">
        <Icon size={16} />
      </Button>
    </>
  );
}
