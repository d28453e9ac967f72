import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import {
  IconCheck,
  IconMicrophone,
  IconMicrophoneOff,
  IconPlayerStop,
  IconRefresh,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCitySettings } from '../../../hooks/use-city-settings.ts';
import { useFormat } from '../../../hooks/use-format.ts';
import { useNowMs } from '../../../session/clock.ts';
import { useSession } from '../../../session/session.ts';
import { UploadRow } from '../UploadRow.tsx';
import { useUploads } from '../uploads.ts';
import { LevelMeter } from './LevelMeter.tsx';
import { useRecorder } from './use-recorder.ts';

interface Props {
  /** What the recording is of, part of its file name. */
  subject: string;
  onStored: (assetId: string) => void;
}

/** Records a voice right here: speak, listen, again if need be; what is kept goes up like any file. */
export function VoiceRecorder({ subject, onStored }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const { maxDurationMs } = useCitySettings();
  const uploads = useUploads();
  const name = t('recorder.fileName', { subject, at: format.dateTime(useNowMs(60_000)) });
  const [sent, setSent] = useState<string | null>(null);
  const sending = uploads.items.find((item) => item.name === sent);
  const { state, start, stop, discard } = useRecorder(maxDurationMs, name.replaceAll(/[/\\:]/g, '.'));

  if (sending) return <UploadRow item={sending} />;
  switch (state.step) {
    case 'idle':
    case 'asking':
      return (
        <Group gap="sm">
          <Button
            variant="light"
            size="xs"
            leftSection={<IconMicrophone size={16} />}
            loading={state.step === 'asking'}
            onClick={() => void start()}
          >
            {t('recorder.record')}
          </Button>
          {state.step === 'asking' && (
            <Text size="xs" c="dimmed" role="status">
              {t('recorder.asking')}
            </Text>
          )}
        </Group>
      );
    case 'refused':
      return (
        <Alert color="orange" icon={<IconMicrophoneOff />} title={t('recorder.refused')} role="alert">
          <Text size="sm">{t(`recorder.why.${state.why}`)}</Text>
          <Button mt="xs" size="xs" variant="default" onClick={() => void start()}>
            {t('common.retry')}
          </Button>
        </Alert>
      );
    case 'recording':
      return (
        <Stack gap="xs" className="wv-recorder">
          <Group justify="space-between">
            <RecordedTime startedAtMs={state.startedAtMs} longestMs={maxDurationMs} />
            <Button size="sm" color="red" leftSection={<IconPlayerStop size={17} />} onClick={stop}>
              {t('recorder.stop')}
            </Button>
          </Group>
          <LevelMeter stream={state.stream} />
        </Stack>
      );
    case 'recorded':
      return (
        <Stack gap="xs" className="wv-recorder">
          <Text size="sm">{t('recorder.listen')}</Text>
          <audio controls src={state.url} aria-label={t('recorder.yours')} style={{ width: '100%' }} />
          <Group gap="xs">
            <Button
              size="xs"
              leftSection={<IconCheck size={16} />}
              onClick={() => {
                setSent(state.file.name);
                uploads.add([state.file], user.agencyId, onStored);
                discard();
              }}
            >
              {t('recorder.use')}
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconRefresh size={16} />}
              onClick={() => void start()}
            >
              {t('recorder.again')}
            </Button>
            <Button size="xs" variant="subtle" color="gray" onClick={discard}>
              {t('recorder.discard')}
            </Button>
          </Group>
        </Stack>
      );
  }
}

function RecordedTime({ startedAtMs, longestMs }: { startedAtMs: number; longestMs: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  useNowMs(250);
  return (
    <Text size="sm" fw={600} className="wv-num" role="timer">
      <span className="wv-rec" aria-hidden /> {t('recorder.recording')}{' '}
      {format.clock(Date.now() - startedAtMs)} / {format.clock(longestMs)}
    </Text>
  );
}
