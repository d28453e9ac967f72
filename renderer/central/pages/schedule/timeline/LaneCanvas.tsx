import { useEffect, useRef } from 'react';
import { drawLane } from './draw-lane.ts';
import type { Lane } from './lanes.ts';

interface Props {
  lane: Lane;
  startMs: number;
  endMs: number;
  widthPx: number;
  color: string;
}

export function LaneCanvas({ lane, startMs, endMs, widthPx, color }: Props) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (ref.current) drawLane(ref.current, lane, { startMs, endMs }, color);
  }, [lane, startMs, endMs, widthPx, color]);
  return <canvas ref={ref} className="wv-lane-canvas" aria-hidden />;
}
