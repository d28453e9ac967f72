import './StatusDot.css';

export type Status = 'live' | 'ok' | 'warn' | 'off';

/** A small lamp; always beside a word that says the same. */
export function StatusDot({ status }: { status: Status }) {
  return <span className={`wv-dot wv-dot-${status}`} aria-hidden />;
}
