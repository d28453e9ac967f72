import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { GeoPoint } from '../../../../../core/model/screen-settings.ts';
import { drawThing, latLng, PANES, pointOf } from './draw-thing.ts';
import { extentOf, type MapThing } from './map-things.ts';
import './city-map.css';

interface Props {
  things: readonly MapThing[];
  /** Where to look while there is nothing to show. */
  home: GeoPoint | null;
  /** The view fits all things anew whenever this changes. */
  view: string;
  heightPx: number | string;
  /** Brought to the middle and close enough to be told from its neighbours. */
  focus?: GeoPoint | null;
  onPick?: (point: GeoPoint) => void;
  onSelect?: (id: string) => void;
  onMove?: (id: string, point: GeoPoint) => void;
}

const CLOSEST_ZOOM = 16;
const CITY_ZOOM = 13;
const FOCUS_ZOOM = 16;
/** The country, for a city that has not said where it is. */
const INDONESIA: L.LatLngBoundsLiteral = [
  [-11, 95],
  [6, 141],
];

/**
 * Circles, stops and plays on a plain ground: no tiles, so nothing is asked of the internet and nobody learns where a
 * city looks.
 */
export function CityMap({ things, home, view, heightPx, focus = null, onPick, onSelect, onMove }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<{ map: L.Map; layer: L.LayerGroup } | null>(null);
  const events = useRef({ onPick, onSelect, onMove });
  events.current = { onPick, onSelect, onMove };
  const isEditable = onPick !== undefined;
  const fit = useRef(() => {});
  fit.current = () => {
    const map = drawn.current?.map;
    if (map === undefined) return;
    const extent = extentOf(things);
    if (extent.length > 0)
      map.fitBounds(extent, { padding: [24, 24], maxZoom: CLOSEST_ZOOM, animate: false });
    else if (home !== null) map.setView(latLng(home), CITY_ZOOM, { animate: false });
    else map.fitBounds(INDONESIA, { animate: false });
  };

  useEffect(() => {
    if (box.current === null) return;
    const map = L.map(box.current, {
      attributionControl: false,
      zoomControl: false,
      scrollWheelZoom: false,
      // The frame is watched below; Leaflet's own watch would come first and draw late.
      trackResize: false,
      zoomSnap: 0.25,
      maxZoom: 18,
    });
    for (const pane of PANES) map.createPane(pane).classList.add(`wv-map-${pane}`);
    map.setView([0, 0], 1);
    L.control.zoom({ zoomInTitle: t('tours.map.zoomIn'), zoomOutTitle: t('tours.map.zoomOut') }).addTo(map);
    L.control.scale({ imperial: false, position: 'bottomright' }).addTo(map);
    // The wheel belongs to the page until somebody works with the map.
    map.on('click', () => map.scrollWheelZoom.enable());
    map.on('mouseout', () => map.scrollWheelZoom.disable());
    map.on('click', ({ latlng }) => events.current.onPick?.(pointOf(latlng)));
    // Dragged or zoomed by hand, the view is theirs.
    let isTheirs = false;
    map.on('dragstart', () => (isTheirs = true));
    map.on('click', () => (isTheirs = true));
    const resized = new ResizeObserver(() => {
      map.invalidateSize({ animate: false });
      if (!isTheirs) fit.current();
    });
    resized.observe(box.current);
    drawn.current = { map, layer: L.layerGroup().addTo(map) };
    return () => {
      resized.disconnect();
      drawn.current = null;
      map.remove();
    };
  }, [t]);

  useEffect(() => {
    if (drawn.current === null) return;
    const { layer } = drawn.current;
    layer.clearLayers();
    for (const thing of things)
      drawThing(thing, {
        onSelect: events.current.onSelect && ((id) => events.current.onSelect?.(id)),
        onMove: events.current.onMove && ((id, point) => events.current.onMove?.(id, point)),
      }).addTo(layer);
  }, [things, t]);

  const isEmpty = things.length === 0 && home === null;
  useEffect(() => fit.current(), [view, isEmpty, t]);

  useEffect(() => {
    const map = drawn.current?.map;
    if (map === undefined || !focus) return;
    map.setView(latLng(focus), Math.max(map.getZoom(), FOCUS_ZOOM), { animate: false });
  }, [focus]);

  return (
    <div className="wv-map-frame" style={{ height: heightPx }}>
      <div
        ref={box}
        className="wv-map"
        role="application"
        aria-label={t('tours.map.title')}
        data-editable={isEditable || undefined}
      />
      {isEmpty && <p className="wv-map-empty">{t('tours.map.empty')}</p>}
    </div>
  );
}
