import { Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createQuietPlace, listQuietPlaces } from '../../../../../core/api/tours.ts';
import type { Area } from '../../../../../core/model/catalogue.ts';
import type { GeoPoint } from '../../../../../core/model/screen-settings.ts';
import type { QuietPlace } from '../../../../../core/model/tour.ts';
import { useRead } from '../../../api/use-api.ts';
import { Loaded } from '../../../components/Loaded.tsx';
import { useCitySettings } from '../../../hooks/use-city-settings.ts';
import { useDirectory } from '../../../hooks/use-directory.ts';
import { useMay } from '../../../session/session.ts';
import { CityMap } from '../map/CityMap.tsx';
import type { MapThing } from '../map/map-things.ts';
import { groundOf } from '../map/things-of.ts';
import { AreaCircles } from './AreaCircles.tsx';
import { QuietPlaces } from './QuietPlaces.tsx';
import type { PlaceDraft } from './place-draft.ts';
import './places.css';

/** What is being drawn: a quiet place, or the circle of an area. */
export type Drawing =
  | { kind: 'place'; draft: PlaceDraft }
  | { kind: 'area'; area: Area; circle: { centre: GeoPoint | null; radiusM: number } };

/** Where cars are silent, and which circle stands for which kelurahan. */
export function PlacesTab() {
  const places = useRead('quiet-places', listQuietPlaces, {});
  return <Loaded query={places}>{(list) => <PlacesMap places={list} />}</Loaded>;
}

function PlacesMap({ places }: { places: readonly QuietPlace[] }) {
  const { t } = useTranslation();
  const { areas } = useDirectory();
  const mayEdit = useMay(createQuietPlace);
  const { location: home } = useCitySettings();
  const [drawing, draw] = useState<Drawing | null>(null);
  const things = useMemo(
    () => withDrawing(groundOf([...areas.values()], places, new Set()), drawing, t('tours.places.add')),
    [areas, places, drawing, t],
  );
  const pick = (point: GeoPoint) => {
    if (drawing?.kind === 'place') draw({ kind: 'place', draft: { ...drawing.draft, point } });
    if (drawing?.kind === 'area') draw({ ...drawing, circle: { ...drawing.circle, centre: point } });
  };
  const select = (id: string) => {
    if (drawing !== null) return;
    const place = places.find((one) => `quiet-${one.id}` === id);
    if (place) draw({ kind: 'place', draft: place });
  };
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {t('tours.places.hint')}
      </Text>
      <div className="wv-places">
        <div className="wv-places-lists">
          <QuietPlaces places={places} drawing={drawing} onDraw={draw} mayEdit={mayEdit} />
          <AreaCircles areas={[...areas.values()]} drawing={drawing} onDraw={draw} mayEdit={mayEdit} />
        </div>
        <CityMap
          things={things}
          home={home}
          view={`${places.length}.${areas.size}`}
          heightPx="var(--wv-places-map)"
          {...(mayEdit ? { onSelect: select } : {})}
          {...(drawing !== null ? { onPick: pick } : {})}
        />
      </div>
    </>
  );
}

/** The ground with what is being drawn in its present shape. */
function withDrawing(ground: MapThing[], drawing: Drawing | null, newName: string): MapThing[] {
  if (drawing?.kind === 'place') {
    const { id, name, point, radiusM } = drawing.draft;
    const rest = ground.filter((thing) => thing.id !== `quiet-${id ?? ''}`);
    return point === null
      ? rest
      : [
          ...rest,
          { kind: 'quiet', id: 'drawing', name: name || newName, centre: point, radiusM, active: true },
        ];
  }
  if (drawing?.kind === 'area') {
    const { area, circle } = drawing;
    const rest = ground.filter((thing) => thing.id !== `area-${area.id}`);
    return circle.centre === null
      ? rest
      : [
          ...rest,
          {
            kind: 'area',
            tone: 'planned',
            id: 'drawing',
            name: area.name,
            centre: circle.centre,
            radiusM: circle.radiusM,
            active: true,
          },
        ];
  }
  return ground;
}
