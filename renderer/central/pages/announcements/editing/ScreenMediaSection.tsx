import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { getAsset, listJobs } from '../../../../../core/api/announcements.ts';
import { UNEDITED, type AnnouncementContent, type Asset } from '../../../../../core/model/catalogue.ts';
import { useRead } from '../../../api/use-api.ts';
import { Section } from '../../../components/Section.tsx';
import { useCitySettings } from '../../../hooks/use-city-settings.ts';
import { AssetStatus } from '../../media/AssetStatus.tsx';
import { MediaPicker } from '../../media/MediaPicker.tsx';
import { RejectionAlert } from '../../media/RejectionAlert.tsx';
import { WarningList } from '../../media/WarningList.tsx';
import type { ContentFields } from '../content-fields.ts';
import { FitChoice } from './FitChoice.tsx';
import { PagePicker } from './PagePicker.tsx';
import { ScreenSoundFields } from './ScreenSoundFields.tsx';
import { SegmentEditor } from './SegmentEditor.tsx';

/** What was done to the former file means nothing for another. */
const AFRESH = {
  page: UNEDITED.page,
  segment: UNEDITED.segment,
  posterMs: UNEDITED.posterMs,
} satisfies Partial<AnnouncementContent>;

/** The picture or video of an announcement, and what is done to it before it airs. */
export function ScreenMediaSection(fields: ContentFields) {
  const { values, set, patch } = fields;
  const { t } = useTranslation();
  const { maxDurationMs } = useCitySettings();
  const asset = useRead(
    'assets',
    getAsset,
    { params: { id: values.screenAssetId ?? '' } },
    { enabled: values.screenAssetId !== null },
  ).data;
  const jobs = useRead('jobs', listJobs, {}).data ?? [];
  /** Whole seconds: that is how the length of an airing is entered. */
  const airing = (durationMs: number) => ({
    airDurationMs: Math.min(maxDurationMs, Math.max(1000, Math.ceil(durationMs / 1000) * 1000)),
  });
  const onPicture = (picked: Asset) => {
    const durationMs = picked.probe?.kind === 'video' ? picked.probe.durationMs : null;
    patch({ ...AFRESH, screenAssetId: picked.id, ...(durationMs === null ? {} : airing(durationMs)) });
  };
  const onSegment = (segment: AnnouncementContent['segment']) => {
    const wholeMs = asset?.probe?.durationMs ?? values.airDurationMs;
    patch({ segment, ...airing(segment === null ? wholeMs : segment.outMs - segment.inMs) });
  };
  const isVideo = asset?.probe?.kind === 'video' && asset.probe.durationMs !== null;

  return (
    <Section title={t('form.screen')}>
      <Stack gap="md">
        <MediaPicker
          label={t('media.pickScreen')}
          kinds={['video', 'image']}
          assetId={values.screenAssetId}
          isUrgent={values.emergency}
          onPick={onPicture}
        />
        {asset && asset.state !== 'ready' && (
          <AssetStatus asset={asset} job={jobs.findLast((job) => job.subjectId === asset.id)} />
        )}
        {asset?.rejection && <RejectionAlert rejection={asset.rejection} />}
        {asset && <WarningList warnings={asset.warnings} />}
        {asset && asset.pagePosters.length > 1 && (
          <PagePicker asset={asset} page={values.page} onPick={(page) => set('page', page)} />
        )}
        {asset && isVideo && (
          <>
            <SegmentEditor
              key={asset.id}
              asset={asset}
              segment={values.segment}
              onSegment={onSegment}
              posterMs={values.posterMs}
              onPoster={(posterMs) => set('posterMs', posterMs)}
            />
            <ScreenSoundFields asset={asset} {...fields} />
          </>
        )}
        <FitChoice fit={values.fit} onChange={(fit) => set('fit', fit)} />
      </Stack>
    </Section>
  );
}
