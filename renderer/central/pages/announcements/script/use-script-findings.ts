import { useMemo } from 'react';
import type { AnnouncementContent } from '../../../../../core/model/catalogue.ts';
import { checkScript, type ScriptFinding } from '../../../../../core/script-check/index.ts';
import { useNowMs } from '../../../session/clock.ts';
import { useSession } from '../../../session/session.ts';

/** What the script check finds in these texts, in the order in which it is written; asked again each minute. */
export function useScriptFindings(content: AnnouncementContent): ScriptFinding[] {
  const { city } = useSession();
  const minuteMs = Math.floor(useNowMs(10_000) / 60_000) * 60_000;
  const { title, script, tickerText, validFromMs, validUntilMs } = content;
  return useMemo(
    () =>
      checkScript(
        { title, script, tickerText, validFromMs, validUntilMs },
        { timeZone: city.timeZone, nowMs: minuteMs },
      ),
    [title, script, tickerText, validFromMs, validUntilMs, city.timeZone, minuteMs],
  );
}
