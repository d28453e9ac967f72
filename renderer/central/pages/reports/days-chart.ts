import type { ProofOfPlay } from '../../../../core/api/reports.ts';
import { addDays } from '../../../ui/zone-time.ts';

/** As many announcements get a colour of their own; the rest are summed. */
const MOST_SERIES = 6;
const OTHERS = 'others';
const COLORS = ['petrol.7', 'teal.5', 'indigo.4', 'yellow.6', 'grape.4', 'lime.6'];
const LONGEST_CHART_DAYS = 92;

interface Series {
  name: string;
  label: string;
  color: string;
}

/** Plays per day stacked by announcement: every day of the period has a bar, also those without plays. */
export function daysChart(
  report: ProofOfPlay,
  from: string,
  to: string,
  othersLabel: string,
): { data: Record<string, string | number>[]; series: Series[] } {
  const titles = new Map(report.rows.map((row) => [row.announcementId, row.title]));
  const totals = new Map<string, number>();
  for (const { announcementId, plays } of report.days)
    totals.set(announcementId, (totals.get(announcementId) ?? 0) + plays);
  const ranked = [...totals].sort((a, b) => b[1] - a[1]).map(([id]) => id);
  const named = ranked.slice(0, MOST_SERIES);
  const series = named.map((id, index) => ({
    name: id,
    label: titles.get(id) ?? id,
    color: COLORS[index % COLORS.length] ?? 'gray.5',
  }));
  if (ranked.length > named.length) series.push({ name: OTHERS, label: othersLabel, color: 'gray.5' });

  const byDay = new Map<string, Record<string, string | number>>();
  for (let day = from; day <= to && byDay.size < LONGEST_CHART_DAYS; day = addDays(day, 1))
    byDay.set(day, { day });
  for (const { day, announcementId, plays } of report.days) {
    const bar = byDay.get(day);
    const name = named.includes(announcementId) ? announcementId : OTHERS;
    if (bar) bar[name] = Number(bar[name] ?? 0) + plays;
  }
  return { data: [...byDay.values()], series };
}
