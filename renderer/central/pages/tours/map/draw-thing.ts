import L from 'leaflet';
import type { GeoPoint } from '../../../../../core/model/screen-settings.ts';
import type { MapThing } from './map-things.ts';

/** Names lie over circles and under all that is on the road; a chosen play lies over everything. */
export const PANES = ['names', 'chosen'] as const;
const [NAMES, CHOSEN] = PANES;
const METRES_A_DEGREE = 111_000;

export interface MapEvents {
  onSelect: ((id: string) => void) | undefined;
  onMove: ((id: string, point: GeoPoint) => void) | undefined;
}

export const latLng = ({ latitudeDeg, longitudeDeg }: GeoPoint): L.LatLngTuple => [latitudeDeg, longitudeDeg];
export const pointOf = ({ lat, lng }: L.LatLng): GeoPoint => ({
  latitudeDeg: Number(lat.toFixed(6)),
  longitudeDeg: Number(lng.toFixed(6)),
});

/** Text of others goes in as text, never as markup. */
function textNode(text: string, className: string): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}

/** The name of a circle, below its upper rim, or above it where the circle is small; under stops and plays. */
function nameOf({ kind, name, centre, radiusM }: Extract<MapThing, { kind: 'area' | 'quiet' }>): L.Marker {
  const up = kind === 'area' ? 0.78 : 1;
  const latitudeDeg = centre.latitudeDeg + (up * radiusM) / METRES_A_DEGREE;
  return L.marker(latLng({ ...centre, latitudeDeg }), {
    icon: L.divIcon({
      html: textNode(name, ''),
      className: `wv-map-label wv-map-label-${kind}`,
      iconSize: [0, 0],
    }),
    pane: NAMES,
    interactive: false,
    keyboard: false,
  });
}

/** One thing as a Leaflet layer; its looks are in `city-map.css` by class. */
export function drawThing(thing: MapThing, { onSelect, onMove }: MapEvents): L.Layer {
  switch (thing.kind) {
    case 'way':
      return L.polyline(thing.points.map(latLng), { className: 'wv-map-way', interactive: false });
    case 'area':
    case 'quiet': {
      const tone = thing.kind === 'area' ? thing.tone : 'quiet';
      const circle = L.circle(latLng(thing.centre), {
        radius: thing.radiusM,
        className: `wv-map-${thing.kind} wv-map-${tone}${thing.active ? ' wv-map-active' : ''}`,
        interactive: onSelect !== undefined,
        bubblingMouseEvents: true,
      });
      if (onSelect) circle.on('click', () => onSelect(thing.id));
      return L.layerGroup([circle, nameOf(thing)]);
    }
    case 'stop': {
      const marker = L.marker(latLng(thing.point), {
        icon: L.divIcon({
          html: textNode(thing.label, ''),
          className: `wv-map-stop wv-map-${thing.tone}${thing.active ? ' wv-map-active' : ''}`,
          iconSize: [26, 26],
        }),
        draggable: onMove !== undefined,
        title: thing.name,
        alt: thing.name,
        keyboard: onSelect !== undefined,
      });
      if (onSelect) marker.on('click', () => onSelect(thing.id));
      if (onMove) marker.on('dragend', () => onMove(thing.id, pointOf(marker.getLatLng())));
      return marker;
    }
    case 'play': {
      const dot = L.circleMarker(latLng(thing.point), {
        radius: thing.active ? 8 : 5,
        ...(thing.active ? { pane: CHOSEN } : {}),
        className: `wv-map-play wv-map-${thing.tone}${thing.active ? ' wv-map-active' : ''}`,
      });
      dot.bindTooltip(textNode(thing.name, ''), { className: 'wv-map-tip' });
      if (onSelect) dot.on('click', () => onSelect(thing.id));
      return dot;
    }
  }
}
