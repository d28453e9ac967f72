import { SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getAroundSound, type AroundVersion } from '../../../../../core/api/around.ts';
import { urlOf } from '../../../../../core/api/url.ts';
import { partsIn } from '../../../../../core/model/around-clip.ts';
import type { Voicing } from '../../../../../core/model/city-settings.ts';
import { useDirectory } from '../../../hooks/use-directory.ts';
import { useSession } from '../../../session/session.ts';
import { HeardOrder } from './HeardOrder.tsx';
import { choicesOf } from './listening.ts';

/** The choices of Mantine's select are strings. */
const ANYWHERE = '';

/** A version as it is heard in an area from a kind of loudspeaker, with its recordings one after the other. */
export function Listening({ version: { id, content, parts } }: { version: AroundVersion }) {
  const { t } = useTranslation();
  const { city } = useSession();
  const { areas } = useDirectory();
  const audio = useRef<HTMLAudioElement>(null);
  const { voicings, areaIds } = choicesOf(parts);
  const [chosenArea, chooseArea] = useState<string | null>(areaIds[0] ?? null);
  const [chosenVoicing, chooseVoicing] = useState<Voicing>(voicings[0] ?? 'horn');
  const [at, setAt] = useState(0);
  const [isPlaying, setPlaying] = useState(false);
  const { before, after } = partsIn(parts, { areaId: chosenArea, voicing: chosenVoicing });
  const heard = [...before, ...after];
  const current = heard[at] ?? heard[0];
  const areaName = areas.get(chosenArea ?? '')?.name ?? city.name;
  const stop = () => {
    audio.current?.pause();
    setAt(0);
    setPlaying(false);
  };
  const play = (index: number) => {
    setAt(index);
    setPlaying(true);
    // The same one again: nothing about the element changes, so nothing else starts it.
    if (index === at) void audio.current?.play();
  };
  return (
    <Stack gap="sm">
      {areaIds.length > 0 && (
        <Select
          label={t('around.area')}
          searchable
          data={areaIds.map((areaId) => ({
            value: areaId ?? ANYWHERE,
            label:
              areaId === null ? t('around.anywhere', { city: city.name }) : (areas.get(areaId)?.name ?? '…'),
          }))}
          value={chosenArea ?? ANYWHERE}
          onChange={(value) => {
            chooseArea(value === ANYWHERE ? null : value);
            stop();
          }}
        />
      )}
      {voicings.length > 1 && (
        <div>
          <Text size="sm" fw={500} mb={4}>
            {t('around.speaker')}
          </Text>
          <SegmentedControl
            fullWidth
            aria-label={t('around.speaker')}
            data={voicings.map((value) => ({ value, label: t(`preview.voicing.${value}`) }))}
            value={chosenVoicing}
            onChange={(voicing) => {
              chooseVoicing(voicing);
              stop();
            }}
          />
        </div>
      )}
      <HeardOrder
        content={content}
        areaName={areaName}
        sounds={{
          parts: heard,
          playing: isPlaying ? (current?.role ?? null) : null,
          onPlay: (role) => play(heard.findIndex((part) => part.role === role)),
        }}
      />
      {current && (
        <audio
          ref={audio}
          controls
          autoPlay={isPlaying}
          preload="metadata"
          aria-label={t('around.player')}
          src={urlOf(getAroundSound, { params: { id, sha256: current.sha256 } })}
          style={{ width: '100%', height: 36 }}
          onPlay={() => setPlaying(true)}
          onPause={() => setPlaying(false)}
          onEnded={() => (at + 1 < heard.length ? play(at + 1) : stop())}
        />
      )}
    </Stack>
  );
}
