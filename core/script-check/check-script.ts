import { dateFindings } from './dates.ts';
import type { CheckedScript, CheckedWhen, ScriptFinding } from './finding.ts';
import { airingDays } from './local-day.ts';
import { numberFindings } from './numbers.ts';
import { placeholders } from './placeholders.ts';
import { relativeDays } from './relative-days.ts';

const FIELDS = ['title', 'script', 'tickerText'] as const;

/**
 * What an editor should look at before an announcement is submitted, field by field in the order in which it is
 * written. Findings advise; none of them keeps anything from being submitted.
 */
export function checkScript(content: CheckedScript, when: CheckedWhen): ScriptFinding[] {
  const days = airingDays(content, when);
  return FIELDS.flatMap((field) => {
    const text = content[field];
    return [
      ...relativeDays(text, field, days),
      ...dateFindings(text, field, days),
      ...placeholders(text, field),
      ...(field === 'script' ? numberFindings(text) : []),
    ].toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  });
}
