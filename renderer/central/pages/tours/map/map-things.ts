import type { GeoPoint } from '../../../../../core/model/screen-settings.ts';

/** What a map shows. Ids name things to whoever listens for clicks. */
export type MapThing =
  | {
      kind: 'area';
      id: string;
      name: string;
      centre: GeoPoint;
      radiusM: number;
      tone: 'plain' | 'planned' | 'heard';
      active?: boolean;
    }
  | { kind: 'quiet'; id: string; name: string; centre: GeoPoint; radiusM: number; active?: boolean }
  | {
      kind: 'stop';
      id: string;
      label: string;
      name: string;
      point: GeoPoint;
      tone: 'plain' | 'heard' | 'missed';
      active?: boolean;
    }
  | {
      kind: 'play';
      id: string;
      name: string;
      point: GeoPoint;
      tone: 'plain' | 'cut' | 'quiet';
      active?: boolean;
    }
  | { kind: 'way'; id: string; points: readonly GeoPoint[] };

/** Every point a map has to hold, the reach of circles included; what was driven needs no ground around it. */
export function extentOf(things: readonly MapThing[]): [latitudeDeg: number, longitudeDeg: number][] {
  const driven = things.filter(({ kind }) => kind === 'play' || kind === 'stop');
  const hasPlays = driven.some(({ kind }) => kind === 'play');
  return (hasPlays ? driven : things).flatMap((thing): [number, number][] => {
    if (thing.kind === 'way') return [];
    if ('point' in thing) return [[thing.point.latitudeDeg, thing.point.longitudeDeg]];
    const { latitudeDeg, longitudeDeg } = thing.centre;
    const north = thing.radiusM / 111_000;
    const east = north / Math.max(0.1, Math.cos((latitudeDeg * Math.PI) / 180));
    return [
      [latitudeDeg - north, longitudeDeg - east],
      [latitudeDeg + north, longitudeDeg + east],
    ];
  });
}
