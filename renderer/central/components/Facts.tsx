import type { ReactNode } from 'react';
import './Facts.css';

/** Names and values in two columns; a null value leaves its row out. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="wv-facts">
      {rows
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="wv-break">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
