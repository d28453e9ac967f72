import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useUploads } from './uploads.ts';

/** In the header while something is on its way, on every page. */
export function UploadsChip() {
  const { t } = useTranslation();
  const { items } = useUploads();
  if (items.length === 0) return null;
  const bytes = items.reduce((sum, item) => sum + item.bytes, 0);
  const sentBytes = items.reduce((sum, item) => sum + item.sentBytes, 0);
  const percent = Math.floor((100 * sentBytes) / Math.max(1, bytes));
  return (
    <Button
      component={Link}
      to="/media"
      size="compact-sm"
      variant="light"
      leftSection={<IconUpload size={14} />}
      visibleFrom="sm"
    >
      {t('media.chip', { count: items.length, percent })}
    </Button>
  );
}
