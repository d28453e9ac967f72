import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ScreenLive } from '../../../../core/api/screens.ts';
import { Section } from '../../components/Section.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { DownloadsLine } from './DownloadsLine.tsx';
import { EyeLine } from './EyeLine.tsx';
import { ScreenFaults } from './ScreenFaults.tsx';

/** The eye's own line says these already. */
const SEEN_BY_EYE: ReadonlySet<string> = new Set(['screen_black', 'screen_frozen', 'screen_differs']);

/** Whether the screen does what it should, and what is the matter if not. */
export function ScreenState({ live }: { live: ScreenLive }) {
  const { t } = useTranslation();
  const format = useFormat();
  const isBehind = live.manifestVersion !== live.appliedVersion;
  const isShown = live.showing.some((zone) => zone.announcementId !== null);
  const isWrong = live.eye !== null && live.eye.verdict !== 'showing' && live.eye.verdict !== 'unknown';
  const others = live.faults.filter(({ code }) => !(isWrong && SEEN_BY_EYE.has(code)));
  return (
    <Section title={t('screens.state')}>
      <Stack gap="xs">
        {live.connected && <EyeLine live={live} />}
        {live.blanked && (
          <Text size="sm" c="var(--wv-warn)">
            {t('eye.blanked')}
          </Text>
        )}
        {!isWrong && !live.blanked && (
          <Text size="sm">{t(isShown ? 'screens.shown' : 'screens.notShown')}</Text>
        )}
        <Text size="sm" {...(isBehind ? { c: 'var(--wv-warn)' } : {})}>
          {t(isBehind ? 'screens.versionBehind' : 'screens.versionOk', {
            given: live.manifestVersion ?? 0,
            applied: live.appliedVersion ?? 0,
          })}
        </Text>
        <DownloadsLine live={live} />
        {live.clockOffsetMs !== null && live.clockErrorMs !== null && (
          <Text size="sm" className="wv-num">
            {t('screens.clock', {
              ms: format.number(live.clockOffsetMs),
              error: format.number(Math.ceil(live.clockErrorMs)),
            })}
          </Text>
        )}
        <ScreenFaults live={{ ...live, faults: others }} />
      </Stack>
    </Section>
  );
}
