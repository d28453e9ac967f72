import { Stack } from '@mantine/core';
import { getAsset, listJobs } from '../../../../../core/api/announcements.ts';
import { useRead } from '../../../api/use-api.ts';
import { AssetPlayer } from '../../media/AssetPlayer.tsx';
import { AssetStatus } from '../../media/AssetStatus.tsx';
import { MediaPicker } from '../../media/MediaPicker.tsx';
import { RejectionAlert } from '../../media/RejectionAlert.tsx';
import { VoiceRecorder } from '../../media/recorder/VoiceRecorder.tsx';
import { SoundPicture } from '../../media/SoundPicture.tsx';

interface Props {
  label: string;
  /** What a recording made here is of, part of its file name. */
  subject: string;
  assetId: string | null;
  /** Of an emergency. */
  isUrgent: boolean;
  onPick: (assetId: string) => void;
}

/** A recorded voice: one that was uploaded, or one made right here; heard and seen once it is there. */
export function RecordingField({ label, subject, assetId, isUrgent, onPick }: Props) {
  const chosen = useRead(
    'assets',
    getAsset,
    { params: { id: assetId ?? '' } },
    { enabled: assetId !== null },
  ).data;
  const jobs = useRead('jobs', listJobs, {}).data ?? [];
  return (
    <Stack gap="sm">
      <MediaPicker
        label={label}
        kinds={['audio', 'video']}
        assetId={assetId}
        isUrgent={isUrgent}
        onPick={(asset) => onPick(asset.id)}
      />
      <VoiceRecorder subject={subject} onStored={onPick} />
      {chosen && <AssetStatus asset={chosen} job={jobs.findLast((job) => job.subjectId === chosen.id)} />}
      {chosen?.rejection && <RejectionAlert rejection={chosen.rejection} />}
      {chosen?.state === 'ready' && (
        <>
          {chosen.probe?.kind === 'audio' && <AssetPlayer asset={chosen} />}
          <SoundPicture asset={chosen} />
        </>
      )}
    </Stack>
  );
}
