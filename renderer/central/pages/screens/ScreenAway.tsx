import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ScreenLive } from '../../../../core/api/screens.ts';
import type { Screen } from '../../../../core/model/catalogue.ts';
import { useFormat } from '../../hooks/use-format.ts';

interface Props {
  screen: Screen;
  live: ScreenLive | undefined;
}

/** Why a screen is not there, and what that means for the street. */
export function ScreenAway({ screen, live }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const seen =
    live && live.lastSeenAtMs !== null
      ? t('screens.lastSeen', { at: format.dateTime(live.lastSeenAtMs) })
      : t('screens.neverSeen');
  return (
    <>
      {screen.note !== '' && (
        <Text size="sm" fw={550}>
          {screen.note}
        </Text>
      )}
      {screen.playerKind === 'vendor' ? (
        <Text size="xs" c="dimmed">
          {t('screenPack.noLogHint')}
        </Text>
      ) : (
        <>
          <Text size="xs" c="dimmed" className="wv-num">
            {seen}
          </Text>
          <Text size="xs" c="dimmed">
            {t(live?.paired ? 'screens.offlineHint' : 'screens.unpairedHint')}
          </Text>
        </>
      )}
    </>
  );
}
