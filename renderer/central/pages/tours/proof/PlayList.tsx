import { Text, Title } from '@mantine/core';
import { IconMapPin, IconMicrophone, IconVolume } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProvenPlay } from '../../../../../core/tours/index.ts';
import { useDirectory } from '../../../hooks/use-directory.ts';
import { useFormat } from '../../../hooks/use-format.ts';

interface Props {
  plays: readonly ProvenPlay[];
  titles: Readonly<Record<string, string>>;
  active: number | null;
  onActivate: (play: number | null) => void;
}

/** Every play in its order; one that is chosen stands out on the map. */
export function PlayList({ plays, titles, active, onActivate }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { areas } = useDirectory();
  return (
    <>
      <Title order={3} size="h6" mt="md" mb={4}>
        {t('tours.proof.log')}
      </Title>
      {plays.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('tours.proof.logEmpty')}
        </Text>
      ) : (
        <ol className="wv-proof-plays">
          {plays.map((play, index) => (
            <li key={index}>
              <button
                type="button"
                aria-pressed={active === index}
                onClick={() => onActivate(active === index ? null : index)}
              >
                <span className="wv-num">{format.timeSeconds(play.startMs)}</span>
                {play.how === 'live' ? (
                  <IconMicrophone size={15} aria-label={t('tours.proof.byVoice')} />
                ) : (
                  <IconVolume size={15} aria-label={t('tours.proof.byClip')} />
                )}
                <span className="wv-proof-play-title">
                  {titles[play.announcementId] ?? play.announcementId}
                  {!play.complete && <small> {t('tours.proof.isCut')}</small>}
                  {play.quiet.length > 0 && <small data-quiet> {t('tours.proof.quietFlag')}</small>}
                </span>
                <span className="wv-proof-play-area">
                  {play.position !== null && <IconMapPin size={14} aria-hidden />}
                  {play.areaId === null ? '' : (areas.get(play.areaId)?.name ?? '')}
                  {play.position !== null && (
                    <small className="wv-num"> ±{format.number(Math.round(play.position.accuracyM))} m</small>
                  )}
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
