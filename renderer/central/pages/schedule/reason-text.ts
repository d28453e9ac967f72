import type { TFunction } from 'i18next';
import type { z } from 'zod';
import type { FindingView, ReasonView } from '../../../../core/api/schedule.ts';
import type { Reason, Finding } from '../../../../core/schedule/plan.ts';
import { ruleText } from './recurrence-text.ts';

const REASONS: Record<Reason['code'], true> = {
  recurrence: true,
  window: true,
  priority: true,
  share: true,
  plays_per_hour: true,
  maximum_reached: true,
  filler: true,
  finishing: true,
  carried_in: true,
  this_screen: true,
  fits: true,
  fallback: true,
  emergency: true,
};
/** What the plan finds, and what the server leaves out before planning. */
type FindingCode =
  | Finding['code']
  | 'no_rendition'
  | 'not_approved'
  | 'validity_over'
  | 'priority_too_high'
  | 'outside_area'
  | 'output_not_approved';
const FINDINGS: Record<FindingCode, true> = {
  no_rendition: true,
  not_approved: true,
  validity_over: true,
  priority_too_high: true,
  outside_area: true,
  output_not_approved: true,
  item_longer_than_window: true,
  shares_over_100: true,
  minimum_not_met: true,
  overruled_all_day: true,
  never_occurs: true,
  outside_operating_hours: true,
  recurrence_refused: true,
  no_evergreen: true,
  validity_ends_first: true,
  zone_missing: true,
  item_missing: true,
  offsets_missing: true,
};
const isReason = (code: string): code is Reason['code'] => Object.hasOwn(REASONS, code);
const isFinding = (code: string): code is FindingCode => Object.hasOwn(FINDINGS, code);

/** Why a slot is what it is, as a sentence. */
export function reasonText(t: TFunction, locale: string, reason: z.infer<typeof ReasonView>): string {
  const { code, params } = reason;
  if (!isReason(code)) return t('reason.other', { code });
  if (code === 'recurrence') {
    const rrule = String(params['rrule'] ?? '');
    const date = String(params['startLocal'] ?? '').slice(0, 10);
    return t('reason.recurrence', {
      rule: rrule === '' ? t('recurrence.from', { date }) : ruleText(t, locale, rrule),
    });
  }
  if (code === 'priority' && Number(params['peers'] ?? 1) <= 1) return t('reason.priorityAlone', params);
  return t(`reason.${code}`, params);
}

/** What the plan cannot give, as a sentence. */
export const findingText = (t: TFunction, finding: FindingView): string =>
  isFinding(finding.code) ? t(`finding.${finding.code}`) : t('finding.other', { code: finding.code });
