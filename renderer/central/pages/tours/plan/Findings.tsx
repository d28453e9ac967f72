import { Text } from '@mantine/core';
import { IconAlertTriangleFilled, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { TourDay } from '../../../../../core/api/tours.ts';
import type { TourPlan } from '../../../../../core/model/tour.ts';
import type { QuietReason, TourFinding } from '../../../../../core/tours/index.ts';
import { useDirectory } from '../../../hooks/use-directory.ts';
import { useFormat, type Format } from '../../../hooks/use-format.ts';

interface Props {
  findings: readonly TourFinding[];
  plan: TourPlan;
  day: TourDay;
}

/** What will not go as planned, in sentences; green when all will. */
export function Findings({ findings, plan, day }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { areas } = useDirectory();
  const names = {
    clip: new Map(day.clips.map(({ announcementId, title }) => [announcementId, title])),
    person: new Map(day.crew.map(({ id, displayName }) => [id, displayName])),
    area: new Map([...areas.values()].map(({ id, name }) => [id, name])),
    stop: plan.stops.map(({ name }) => name),
  };
  if (findings.length === 0)
    return (
      <Text size="sm" className="wv-tour-findings" c="var(--wv-ok)">
        <IconCircleCheck size={16} aria-hidden style={{ verticalAlign: -3, marginRight: 6 }} />
        {t('tours.finding.none')}
      </Text>
    );
  return (
    <ul className="wv-tour-findings" aria-label={t('tours.finding.title', { count: findings.length })}>
      {findings.map((finding, index) => (
        <li key={index} data-serious={finding.serious || undefined}>
          {finding.serious ? (
            <IconAlertTriangleFilled size={15} aria-hidden />
          ) : (
            <IconInfoCircle size={15} aria-hidden />
          )}
          <span>{sentence(finding, names, t, format)}</span>
        </li>
      ))}
    </ul>
  );
}

interface Names {
  clip: ReadonlyMap<string, string>;
  person: ReadonlyMap<string, string>;
  area: ReadonlyMap<string, string>;
  stop: readonly string[];
}

function why(quiet: QuietReason, t: TFunction): string {
  if (quiet.code === 'prayer') return t(`city.prayer.${quiet.prayer}`);
  return quiet.code === 'night' ? t('tours.quiet.night') : quiet.name;
}

function sentence(finding: TourFinding, names: Names, t: TFunction, format: Format): string {
  const stopName = (index: number) => names.stop[index] || t('tours.editor.stop', { number: index + 1 });
  switch (finding.code) {
    case 'crew_not_member':
    case 'crew_elsewhere':
      return t(`tours.finding.${finding.code}`, { who: names.person.get(finding.userId) ?? '' });
    case 'clip_not_playable':
    case 'emergency_left_out':
      return t(`tours.finding.${finding.code}`, { clip: names.clip.get(finding.announcementId) ?? '' });
    case 'clip_not_for_area':
      return t('tours.finding.clip_not_for_area', {
        clip: names.clip.get(finding.announcementId) ?? '',
        areas: finding.areaIds.map((id) => names.area.get(id) ?? '').join(', '),
      });
    case 'clip_ends_before':
    case 'clip_starts_after':
      return t(`tours.finding.${finding.code}`, {
        clip: names.clip.get(finding.announcementId) ?? '',
        at: format.dateTime(finding.atMs),
      });
    case 'stop_in_quiet':
      return t('tours.finding.stop_in_quiet', {
        stop: stopName(finding.stop),
        from: format.time(finding.quiet.startMs),
        to: format.time(finding.quiet.endMs),
        why: why(finding.quiet, t),
      });
    case 'stop_outside':
    case 'stop_backwards':
      return t(`tours.finding.${finding.code}`, { stop: stopName(finding.stop) });
    case 'stop_too_short':
      return t('tours.finding.stop_too_short', {
        stop: stopName(finding.stop),
        needs: format.clock(finding.needsMs),
        has: format.clock(finding.hasMs),
      });
    case 'tour_too_short':
      return t('tours.finding.tour_too_short', {
        needs: format.clock(finding.needsMs),
        has: format.clock(finding.hasMs),
      });
    default:
      return t(`tours.finding.${finding.code}`);
  }
}
