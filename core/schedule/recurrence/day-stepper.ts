import { civilDate, DAY_SECONDS, dayNumber, daysInMonth, daysInYear, weekday } from '../../time/civil.ts';
import { MAX_TIMES_PER_PERIOD } from './budget.ts';
import { dayFilter } from './day-filter.ts';
import { firstWeek, weekYear } from './weeks.ts';
import type { PeriodSource } from './local-times.ts';
import type { Rule } from './rule.ts';

/** DAILY to YEARLY: days that pass the filter, each with the same times of day. */
export function dayStepper(rule: Rule, start: number): PeriodSource | undefined {
  const startDay = Math.floor(start / DAY_SECONDS);
  const times = timesOfDay(rule, start - startDay * DAY_SECONDS);
  if (!times) return undefined;
  const admits = dayFilter(rule, startDay);
  const { interval } = rule;
  const { indexOf, firstDay, length } = calendarPeriods(rule, startDay);
  return {
    indexAt: (localSeconds) => {
      const index = indexOf(Math.floor(localSeconds / DAY_SECONDS));
      return Math.max(0, Math.ceil(index / interval)) * interval;
    },
    collect(index, range, out, spent) {
      const begin = firstDay(index);
      const from = Math.max(begin, Math.floor(range.first / DAY_SECONDS));
      const to = Math.min(begin + length(index) - 1, Math.floor(range.last / DAY_SECONDS));
      for (let day = from; day <= to; day++) {
        if (!spent.spend(1)) return undefined;
        if (!admits(day)) continue;
        if (!spent.spend(times.length)) return undefined;
        for (const time of times) out.push(day * DAY_SECONDS + time);
      }
      return spent.spend(1) ? index + interval : undefined;
    },
  };
}

function calendarPeriods(rule: Rule, startDay: number) {
  const start = civilDate(startDay);
  switch (rule.frequency) {
    case 'YEARLY':
      if (rule.byWeekNo.length > 0) return yearsOfWeeks(startDay, rule.weekStart);
      return {
        indexOf: (day: number) => civilDate(day).year - start.year,
        firstDay: (index: number) => dayNumber(start.year + index, 1, 1),
        length: (index: number) => daysInYear(start.year + index),
      };
    case 'MONTHLY': {
      const startMonth = start.year * 12 + start.month - 1;
      const yearOf = (index: number) => Math.floor((startMonth + index) / 12);
      const monthOf = (index: number) => ((startMonth + index) % 12) + 1;
      return {
        indexOf: (day: number) => {
          const { year, month } = civilDate(day);
          return year * 12 + month - 1 - startMonth;
        },
        firstDay: (index: number) => dayNumber(yearOf(index), monthOf(index), 1),
        length: (index: number) => daysInMonth(yearOf(index), monthOf(index)),
      };
    }
    default: {
      const days = rule.frequency === 'WEEKLY' ? 7 : 1;
      const base = days === 7 ? startDay - ((weekday(startDay) - rule.weekStart + 7) % 7) : startDay;
      return {
        indexOf: (day: number) => Math.floor((day - base) / days),
        firstDay: (index: number) => base + index * days,
        length: () => days,
      };
    }
  }
}

/** Years as the weeks of BYWEEKNO make them up: from the first week of one to the first week of the next. */
function yearsOfWeeks(startDay: number, weekStart: number) {
  const startYear = weekYear(startDay, weekStart);
  const firstDay = (index: number) => firstWeek(startYear + index, weekStart);
  return {
    indexOf: (day: number) => weekYear(day, weekStart) - startYear,
    firstDay,
    length: (index: number) => firstDay(index + 1) - firstDay(index),
  };
}

/** Seconds after midnight the rule asks for, ascending; undefined when there are more than an expansion may hold. */
function timesOfDay(rule: Rule, startOfDay: number): number[] | undefined {
  const hours = rule.byHour.length > 0 ? rule.byHour : [Math.floor(startOfDay / 3600)];
  const minutes = rule.byMinute.length > 0 ? rule.byMinute : [Math.floor(startOfDay / 60) % 60];
  const seconds = rule.bySecond.length > 0 ? rule.bySecond : [startOfDay % 60];
  if (hours.length * minutes.length * seconds.length > MAX_TIMES_PER_PERIOD) return undefined;
  const times: number[] = [];
  for (const hour of hours)
    for (const minute of minutes)
      for (const second of seconds) if (second < 60) times.push(hour * 3600 + minute * 60 + second);
  return times;
}
