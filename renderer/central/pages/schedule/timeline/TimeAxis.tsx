import { useFormat } from '../../../hooks/use-format.ts';
import { ticksOf } from './ticks.ts';

interface Props {
  startMs: number;
  endMs: number;
  widthPx: number;
}

export function TimeAxis({ startMs, endMs, widthPx }: Props) {
  const format = useFormat();
  return (
    <div className="wv-axis" aria-hidden>
      {ticksOf(startMs, endMs, widthPx).map((atMs) => (
        <span
          key={atMs}
          className="wv-num"
          style={{ left: `${((atMs - startMs) / (endMs - startMs)) * 100}%` }}
        >
          {format.time(atMs)}
        </span>
      ))}
    </div>
  );
}
