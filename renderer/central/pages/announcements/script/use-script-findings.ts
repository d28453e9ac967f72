import { useMemo } from 'react';
import type { AnnouncementContent } from '../../../../../core/model/catalogue.ts';
import { checkScript, type ScriptFinding } from '../../../../../core/script-check/index.ts';
import { useNowMs } from '../../../session/clock.ts';
import { useSession } from '../../../session/session.ts';

/** What was found about the same words; never empty, the gravest first. */
export type FindingGroup = readonly [ScriptFinding, ...ScriptFinding[]];

const LEVELS = ['warning', 'hint', 'info'] as const satisfies ScriptFinding['level'][];

/** Whether the speech engine reads the script: a car plays it, and nobody recorded it. */
export const isSpoken = ({ outputs, audioAssetId }: AnnouncementContent): boolean =>
  outputs.mobile && audioAssetId === null;

/**
 * What the script check finds in these texts, grouped by the words it is about, the gravest first; asked again each
 * minute. How something will be spoken is left out where nothing is spoken.
 */
export function useScriptFindings(content: AnnouncementContent): FindingGroup[] {
  const { city } = useSession();
  const minuteMs = Math.floor(useNowMs(10_000) / 60_000) * 60_000;
  const { title, script, tickerText, validFromMs, validUntilMs } = content;
  const findings = useMemo(
    () =>
      checkScript(
        { title, script, tickerText, validFromMs, validUntilMs },
        { timeZone: city.timeZone, nowMs: minuteMs },
      ),
    [title, script, tickerText, validFromMs, validUntilMs, city.timeZone, minuteMs],
  );
  return grouped(findings.filter(({ level }) => level !== 'info' || isSpoken(content)));
}

function grouped(findings: readonly ScriptFinding[]): FindingGroup[] {
  const groups = new Map<string, [ScriptFinding, ...ScriptFinding[]]>();
  const inOrder = LEVELS.flatMap((level) => findings.filter((finding) => finding.level === level));
  for (const finding of inOrder) {
    const { field, span } = finding;
    const key = `${field}:${span.start}:${span.end}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}
