import { Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listQuietPlaces } from '../../../../../core/api/tours.ts';
import type { TourPlan } from '../../../../../core/model/tour.ts';
import { areasOf, NO_ROUTE, type ProvenPlay, type TourProof } from '../../../../../core/tours/index.ts';
import { useRead } from '../../../api/use-api.ts';
import { useCitySettings } from '../../../hooks/use-city-settings.ts';
import { useDirectory } from '../../../hooks/use-directory.ts';
import { useFormat } from '../../../hooks/use-format.ts';
import { CityMap } from '../map/CityMap.tsx';
import type { MapThing } from '../map/map-things.ts';
import { MapLegend } from '../map/MapLegend.tsx';
import { groundOf, stopThings } from '../map/things-of.ts';
import { ClipProofs } from './ClipProofs.tsx';
import { PlaceProofs } from './PlaceProofs.tsx';
import { PlayList } from './PlayList.tsx';

interface Props {
  /** Names what is shown: the map looks at it anew when this changes. */
  id: string;
  /** Null where there was no tour. */
  plan: TourPlan | null;
  /** What is not heard by now will not be. */
  isOver: boolean;
  proof: TourProof;
  plays: readonly ProvenPlay[];
  titles: Readonly<Record<string, string>>;
}

/** Clips, areas and stops against the plan, and every play on the map and in its order. */
export function ProofDetail({ id, plan, isOver, proof, plays, titles }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { areas } = useDirectory();
  const [active, activate] = useState<number | null>(null);
  const city = useCitySettings();
  const places = useRead('quiet-places', listQuietPlaces, {}).data;
  const things = useMemo(() => {
    const heard = new Set(proof.areas.flatMap((area) => (area.heard > 0 ? [area.areaId] : [])));
    const route = plan ?? NO_ROUTE;
    const toneOf = (index: number) => {
      const stop = proof.stops[index];
      return (stop?.heard ?? 0) > 0 ? 'heard' : isOver && stop?.unknown === false ? 'missed' : 'plain';
    };
    return [
      ...groundOf([...areas.values()], places ?? [], new Set(areasOf(route)), heard),
      ...stopThings(route.stops, toneOf, null),
      ...plays.flatMap((play, index): MapThing[] =>
        play.position === null
          ? []
          : [
              {
                kind: 'play',
                id: `play-${index}`,
                name: `${format.time(play.startMs)} ${titles[play.announcementId] ?? ''}`,
                point: play.position,
                tone: play.quiet.length > 0 ? 'quiet' : play.complete ? 'plain' : 'cut',
                active: index === active,
              },
            ],
      ),
    ];
  }, [areas, places, plan, isOver, proof, plays, titles, active, format]);
  return (
    <>
      <div className="wv-proof-left">
        <ClipProofs proof={proof} titles={titles} isOver={isOver} />
        <PlaceProofs plan={plan} isOver={isOver} proof={proof} plays={plays} />
      </div>
      <div className="wv-proof-right">
        <CityMap
          things={things}
          home={city.location}
          view={`${id}.${plays.length}.${areas.size}`}
          heightPx={380}
          focus={active === null ? null : (plays[active]?.position ?? null)}
          onSelect={(chosen) => activate(chosen.startsWith('play-') ? Number(chosen.slice(5)) : null)}
        />
        <MapLegend isProof />
        <PlayList plays={plays} titles={titles} active={active} onActivate={activate} />
        <Text size="xs" c="dimmed" mt="xs">
          {t('tours.proof.kept', { count: city.positionKeptDays })}
        </Text>
      </div>
    </>
  );
}
