import { useTranslation } from 'react-i18next';
import type { Asset } from '../../../../core/model/catalogue.ts';
import { Facts } from '../../components/Facts.tsx';
import { useDirectory } from '../../hooks/use-directory.ts';
import { useFormat } from '../../hooks/use-format.ts';

export function AssetFacts({ asset }: { asset: Asset }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { agencies, users } = useDirectory();
  const { video, audio, durationMs, container } = asset.probe ?? {};
  const sound = audio
    ? t('media.channels', { codec: audio.codec.toUpperCase(), count: audio.channels })
    : t('media.noSound');
  return (
    <Facts
      rows={[
        [t('media.facts.size'), video ? `${video.widthPx}×${video.heightPx} px` : null],
        [t('media.facts.duration'), durationMs ? format.clock(durationMs) : null],
        [t('media.facts.codec'), video ? `${video.codec.toUpperCase()} · ${container}` : (container ?? null)],
        [t('media.facts.sound'), asset.probe && asset.probe.kind !== 'image' ? sound : null],
        [t('media.facts.file'), format.bytes(asset.bytes)],
        [t('media.facts.agency'), asset.agencyId ? (agencies.get(asset.agencyId)?.name ?? null) : null],
        [t('media.facts.by'), users.get(asset.uploadedBy)?.displayName ?? null],
        [t('media.facts.at'), format.dateTime(asset.uploadedAtMs)],
      ]}
    />
  );
}
