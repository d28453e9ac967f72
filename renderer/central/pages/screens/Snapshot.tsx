import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { getSnapshot, type ScreenLive } from '../../../../core/api/screens.ts';
import { urlOf } from '../../../../core/api/url.ts';
import type { Screen } from '../../../../core/model/catalogue.ts';
import { PanelFrame } from '../../components/PanelFrame.tsx';
import './Snapshot.css';

interface Props {
  screen: Screen;
  live: ScreenLive | undefined;
}

/** The last picture the player sent of its own screen, greyed while it is away. */
export function Snapshot({ screen, live }: Props) {
  const { t } = useTranslation();
  const { widthPx, heightPx } = screen.output;
  return (
    <PanelFrame widthPx={widthPx} heightPx={heightPx}>
      {live && live.snapshotAtMs !== null ? (
        <img
          src={urlOf(getSnapshot, { params: { id: screen.id }, query: { atMs: live.snapshotAtMs } })}
          alt={screen.name}
          data-stale={!live.connected || undefined}
          className="wv-snapshot"
        />
      ) : (
        <div className="wv-no-snapshot">
          <Text size="xs" c="inherit">
            {t('screens.noPicture')}
          </Text>
          <Text size="xs" c="inherit" className="wv-num">
            {widthPx}×{heightPx}
          </Text>
        </div>
      )}
    </PanelFrame>
  );
}
