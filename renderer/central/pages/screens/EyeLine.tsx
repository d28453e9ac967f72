import { Group, Text } from '@mantine/core';
import { IconEye, IconEyeExclamation, IconEyeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ScreenLive } from '../../../../core/api/screens.ts';
import { useFormat } from '../../hooks/use-format.ts';

const ICON = { showing: IconEye, unknown: IconEyeOff } as const;

/** What the player's own look at the real screen says. */
export function EyeLine({ live }: { live: ScreenLive }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { eye } = live;
  const verdict = eye?.verdict ?? 'unknown';
  const isRight = verdict === 'showing' || verdict === 'unknown';
  const Icon = isRight ? ICON[verdict] : IconEyeExclamation;
  const colour = verdict === 'showing' ? 'var(--wv-ok)' : isRight ? 'var(--wv-off)' : 'var(--wv-live)';
  return (
    <Group gap={8} wrap="nowrap" align="flex-start">
      <Icon size={18} color={colour} style={{ flex: 'none', marginTop: 1 }} aria-hidden />
      <div>
        <Text size="sm" fw={isRight ? 400 : 600} {...(isRight ? {} : { c: 'var(--wv-live)' })}>
          {t(`eye.verdict.${verdict}`, { since: eye ? format.time(eye.sinceMs) : '' })}
        </Text>
        {eye && (
          <Text size="xs" c="dimmed" className="wv-num">
            {t('eye.checkedAt', { time: format.timeSeconds(eye.atMs) })}
          </Text>
        )}
      </div>
    </Group>
  );
}
