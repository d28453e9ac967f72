import type { CheckedScript, CheckedWhen, ScriptFinding } from './finding.ts';
import { airingDays } from './local-day.ts';
import { relativeDays } from './relative-days.ts';

const FIELDS = ['title', 'script', 'tickerText'] as const;

/**
 * What an editor should look at before an announcement is submitted, in the order in which it is written. Findings
 * advise; none of them keeps anything from being submitted.
 */
export function checkScript(content: CheckedScript, when: CheckedWhen): ScriptFinding[] {
  const days = airingDays(content, when);
  return FIELDS.flatMap((field) => relativeDays(content[field], field, days));
}
