import { Text, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getTourProof, listQuietPlaces } from '../../../../../core/api/tours.ts';
import type { ResponseOf } from '../../../../../core/api/contract.ts';
import { areasOf } from '../../../../../core/tours/index.ts';
import { useRead } from '../../../api/use-api.ts';
import { Loaded } from '../../../components/Loaded.tsx';
import { useCitySettings } from '../../../hooks/use-city-settings.ts';
import { useDirectory } from '../../../hooks/use-directory.ts';
import { useFormat } from '../../../hooks/use-format.ts';
import { CityMap } from '../map/CityMap.tsx';
import type { MapThing } from '../map/map-things.ts';
import { MapLegend } from '../map/MapLegend.tsx';
import { groundOf, stopThings } from '../map/things-of.ts';
import { ClipProofs } from './ClipProofs.tsx';
import { PlayList } from './PlayList.tsx';

type Answer = ResponseOf<typeof getTourProof>;

export function TourProofDetail({ tourId }: { tourId: string }) {
  const query = useRead('tour-plays', getTourProof, { params: { id: tourId } });
  return (
    <div className="wv-proof-body">
      <Loaded query={query}>{(answer) => <Detail answer={answer} />}</Loaded>
    </div>
  );
}

function Detail({ answer }: { answer: Answer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { areas } = useDirectory();
  const [active, activate] = useState<number | null>(null);
  const city = useCitySettings();
  const places = useRead('quiet-places', listQuietPlaces, {}).data;
  const { tour, proof, plays, titles } = answer;
  const things = useMemo(() => {
    const heard = new Set(proof.areas.flatMap((area) => (area.heard > 0 ? [area.areaId] : [])));
    return [
      ...groundOf([...areas.values()], places ?? [], new Set(areasOf(tour.plan)), heard),
      ...stopThings(
        tour.plan.stops,
        (index) => ((proof.stops[index]?.heard ?? 0) > 0 ? 'heard' : 'missed'),
        null,
      ),
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
  }, [areas, places, tour, proof, plays, titles, active, format]);
  return (
    <>
      <div className="wv-proof-left">
        <ClipProofs proof={proof} titles={titles} />
        <div className="wv-proof-areas">
          <Title order={3} size="h6">
            {t('tours.proof.areas')}
          </Title>
          <ul>
            {proof.areas.map(({ areaId, planned, heard }) => (
              <li key={areaId} data-missed={(planned && heard === 0) || undefined}>
                <span>
                  {areas.get(areaId)?.name ?? areaId}
                  {!planned && <small> {t('tours.proof.unplanned')}</small>}
                </span>
                <span className="wv-num">
                  {heard === 0 ? t('tours.proof.notHeard') : format.number(heard)}
                </span>
              </li>
            ))}
          </ul>
        </div>
        {tour.plan.stops.length > 0 && (
          <div className="wv-proof-areas">
            <Title order={3} size="h6">
              {t('tours.editor.stops')}
            </Title>
            <ul>
              {tour.plan.stops.map(({ name }, index) => {
                const firstMs = proof.stops[index]?.firstMs ?? null;
                return (
                  <li key={`stop-${index}`} data-missed={firstMs === null || undefined}>
                    <span>
                      {index + 1}. {name}
                    </span>
                    <span className="wv-num">
                      {firstMs === null
                        ? t('tours.proof.stopMissed')
                        : t('tours.proof.stopReached', { at: format.time(firstMs) })}
                    </span>
                  </li>
                );
              })}
            </ul>
          </div>
        )}
      </div>
      <div className="wv-proof-right">
        <CityMap
          things={things}
          home={city.location}
          view={`${tour.id}.${plays.length}.${areas.size}`}
          heightPx={380}
          focus={active === null ? null : (plays[active]?.position ?? null)}
          onSelect={(id) => activate(id.startsWith('play-') ? Number(id.slice(5)) : null)}
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
