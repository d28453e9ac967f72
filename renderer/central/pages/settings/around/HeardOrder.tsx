import { UnstyledButton } from '@mantine/core';
import {
  IconBell,
  IconClockPause,
  IconMessage,
  IconPlayerPlayFilled,
  IconSpeakerphone,
  IconVolume,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AroundClip, AroundPart, PartRole } from '../../../../../core/model/around-clip.ts';
import { useCitySettings } from '../../../hooks/use-city-settings.ts';
import { useFormat } from '../../../hooks/use-format.ts';
import { heardIn, type HeardLine } from './heard.ts';
import './HeardOrder.css';

interface Props {
  content: AroundClip;
  /** What stands in for `{kelurahan}`. */
  areaName: string;
  /** The recordings of its lines, where there are some to listen to. */
  sounds?: {
    parts: readonly AroundPart[];
    /** Heard at this moment. */
    playing: PartRole | null;
    onPlay: (role: PartRole) => void;
  };
}

const ICON: Record<HeardLine['kind'], TablerIcon> = {
  chime: IconBell,
  greeting: IconMessage,
  clip: IconSpeakerphone,
  closing: IconMessage,
  silence: IconClockPause,
};

/** From one clip to the next, line by line as a street hears it; lines with a recording play it. */
export function HeardOrder({ content, areaName, sounds }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { clipGapMs } = useCitySettings();
  const words = ({ kind, text }: HeardLine) => {
    if (text !== null) return `“${text}”`;
    return kind === 'silence' ? t('around.silence', { seconds: clipGapMs / 1000 }) : t(`around.kind.${kind}`);
  };
  return (
    <ol className="wv-heard wv-break" aria-label={t('around.order')}>
      {heardIn(content, areaName, clipGapMs).map((line) => {
        const { kind } = line;
        const part = sounds?.parts.find(({ role }) => role === kind);
        const isPlaying = part !== undefined && sounds?.playing === part.role;
        const Icon = part === undefined ? ICON[kind] : isPlaying ? IconVolume : IconPlayerPlayFilled;
        const said = words(line);
        const inside = (
          <>
            <Icon size={16} aria-hidden />
            <span>{said}</span>
            {part && <small className="wv-num">{format.clock(part.durationMs)}</small>}
          </>
        );
        return (
          <li key={kind} data-kind={kind} aria-current={isPlaying}>
            {part && sounds ? (
              <UnstyledButton
                className="wv-heard-line"
                aria-label={t('around.play', { what: said })}
                onClick={() => sounds.onPlay(part.role)}
              >
                {inside}
              </UnstyledButton>
            ) : (
              <div className="wv-heard-line">{inside}</div>
            )}
          </li>
        );
      })}
    </ol>
  );
}
