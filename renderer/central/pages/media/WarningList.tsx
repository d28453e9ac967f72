import { List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MediaWarning } from '../../../../core/model/media-warning.ts';
import { useFormat } from '../../hooks/use-format.ts';

/** What was noticed about a picture or a sound, and what would help. Never stops anything. */
export function WarningList({ warnings }: { warnings: readonly MediaWarning[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (warnings.length === 0) return null;
  return (
    <section aria-label={t('warnings.title')}>
      <Text size="sm" fw={600}>
        {t('warnings.title')}
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        {t('warnings.hint')}
      </Text>
      <List size="sm" spacing={4} icon={<IconAlertTriangle size={16} color="var(--wv-warn)" />}>
        {warnings.map(({ code, panel, value, limit }) => (
          <List.Item key={`${code}${panel?.widthPx}${panel?.heightPx}`}>
            {panel && (
              <b className="wv-num">
                {t('warnings.onPanel', { size: `${panel.widthPx}×${panel.heightPx}` })}:{' '}
              </b>
            )}
            {t(`warnings.code.${code}`, { value: format.number(value), limit: format.number(limit) })}
          </List.Item>
        ))}
      </List>
    </section>
  );
}
