import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { GeoPoint } from '../../../../../core/model/screen-settings.ts';
import { areaAt, areasOf } from '../../../../../core/tours/index.ts';
import { useDirectory } from '../../../hooks/use-directory.ts';
import { CityMap } from '../map/CityMap.tsx';
import { MapLegend } from '../map/MapLegend.tsx';
import { groundOf, stopThings } from '../map/things-of.ts';
import { EMPTY_STOP } from './StopList.tsx';
import type { TourFields } from './tour-fields.ts';

interface Props extends TourFields {
  active: number | null;
  onActivate: (stop: number | null) => void;
}

/** Areas, quiet circles and the stops in their order. A click places the open stop, or adds one. */
export function TourMap({ plan, day, isReadOnly, change, active, onActivate }: Props) {
  const { t } = useTranslation();
  const { areas } = useDirectory();
  const { stops } = plan;
  const things = useMemo(
    () => [
      ...groundOf([...areas.values()], day.quiet.places, new Set(areasOf(plan))),
      ...stopThings(stops, () => 'plain', active),
    ],
    [areas, day.quiet.places, plan, stops, active],
  );
  const place = (index: number, point: GeoPoint) => {
    const areaId = areaAt({ ...point, accuracyM: 0 }, areas.values());
    const placed = { ...(stops[index] ?? EMPTY_STOP), point };
    const next = placed.areaId === null ? { ...placed, areaId } : placed;
    change({ stops: [...stops.slice(0, index), next, ...stops.slice(index + 1)] });
  };
  const pick = (point: GeoPoint) => {
    if (active !== null && stops[active]?.point === null) return place(active, point);
    const areaId = areaAt({ ...point, accuracyM: 0 }, areas.values());
    const name = t('tours.editor.stop', { number: stops.length + 1 });
    change({ stops: [...stops, { ...EMPTY_STOP, name, point, areaId }] });
    onActivate(stops.length);
  };
  return (
    <div className="wv-tour-map">
      <CityMap
        things={things}
        home={day.quiet.location}
        view={plan.unitId + areas.size}
        heightPx="100%"
        {...(isReadOnly
          ? {}
          : {
              onPick: pick,
              onSelect: (id: string) => id.startsWith('stop-') && onActivate(Number(id.slice(5))),
              onMove: (id: string, point: GeoPoint) => place(Number(id.slice(5)), point),
            })}
      />
      <MapLegend />
      {!isReadOnly && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('tours.editor.stopsHint')}
        </Text>
      )}
    </div>
  );
}
