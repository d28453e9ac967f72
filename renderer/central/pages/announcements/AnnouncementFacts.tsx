import { useTranslation } from 'react-i18next';
import type { AnnouncementContent } from '../../../../core/model/catalogue.ts';
import { Facts } from '../../components/Facts.tsx';
import { useDirectory } from '../../hooks/use-directory.ts';
import { useFormat } from '../../hooks/use-format.ts';

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
        [t('announcements.facts.priority'), String(content.maxPriority)],
        [t('announcements.facts.kind'), kind.join(', ')],
        [t('announcements.facts.lease'), content.evergreen ? null : format.duration(content.leaseMs)],
      ]}
    />
  );
}
