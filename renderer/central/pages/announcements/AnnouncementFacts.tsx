import { useTranslation } from 'react-i18next';
import type { AnnouncementContent } from '../../../../core/model/catalogue.ts';
import { Facts } from '../../components/Facts.tsx';
import { useDirectory } from '../../hooks/use-directory.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { writeFrameTime } from './editing/frame-time.ts';

const OUTPUTS = ['screen', 'ticker', 'mobile'] as const;

export function AnnouncementFacts({ content }: { content: AnnouncementContent }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { agencies, areas } = useDirectory();
  const areaNames = content.areaIds.map((id) => areas.get(id)?.name ?? id).join(', ');
  const kind = [
    content.emergency ? t('announcements.emergency') : null,
    content.evergreen ? t('announcements.evergreen') : null,
  ].filter((one) => one !== null);
  const { segment, posterMs, page, mute, volumeDb } = content;
  const editedRows: [string, string | null][] = [
    [t('segment.title'), segment && `${writeFrameTime(segment.inMs)} – ${writeFrameTime(segment.outMs)}`],
    [t('segment.poster'), posterMs === null ? null : writeFrameTime(posterMs)],
    [t('pages.title'), page === 1 ? null : t('pages.page', { page })],
    [
      t('segment.sound'),
      mute
        ? t('segment.mute')
        : volumeDb === 0
          ? null
          : `${volumeDb > 0 ? '+' : '−'}${Math.abs(volumeDb)} dB`,
    ],
    [t('regional.pick'), content.regionalAudioAssetId === null ? null : t('announcements.facts.present')],
  ];
  return (
    <Facts
      rows={[
        [t('announcements.facts.agency'), agencies.get(content.agencyId)?.name ?? content.agencyId],
        [t('announcements.facts.category'), t(`category.${content.category}`)],
        [
          t('announcements.facts.outputs'),
          OUTPUTS.filter((output) => content.outputs[output])
            .map((output) => t(`output.${output}`))
            .join(', '),
        ],
        [t('announcements.facts.areas'), areaNames || t('common.wholeCity')],
        [
          t('announcements.facts.validity'),
          `${format.dateTime(content.validFromMs)}\n– ${format.dateTime(content.validUntilMs)}`,
        ],
        [t('announcements.facts.duration'), format.clock(content.airDurationMs)],
        ...editedRows,
        [t('announcements.facts.priority'), String(content.maxPriority)],
        [t('announcements.facts.kind'), kind.join(', ')],
        [t('announcements.facts.lease'), content.evergreen ? null : format.duration(content.leaseMs)],
      ]}
    />
  );
}
