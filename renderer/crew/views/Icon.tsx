/** Drawn here, on a grid of 24: an icon font or library would be the largest part of the app. */
const PATHS = {
  play: 'M7 4.5v15l13-7.5z',
  pause: 'M6.5 4.5h4v15h-4zM13.5 4.5h4v15h-4z',
  next: 'M5 5v14l10-7zM16.5 5h3v14h-3z',
  back: 'M19 5v14L9 12zM4.5 5h3v14h-3z',
  stop: 'M6 6h12v12H6z',
  menu: 'M3 5h18v2.6H3zM3 10.7h18v2.6H3zM3 16.4h18V19H3z',
  close: 'M5.6 3.8 12 10.2l6.4-6.4 1.8 1.8L13.8 12l6.4 6.4-1.8 1.8L12 13.8l-6.4 6.4-1.8-1.8L10.2 12 3.8 5.6z',
  check: 'M9.6 18.4 3.4 12.2l2-2 4.2 4.2 9-9 2 2z',
  list: 'M4 5h3v3H4zM9 5.2h11v2.6H9zM4 10.5h3v3H4zM9 10.7h11v2.6H9zM4 16h3v3H4zM9 16.2h11v2.6H9z',
  hand: 'M6 11V5.5a1.5 1.5 0 0 1 3 0V10h.8V3.5a1.5 1.5 0 0 1 3 0V10h.8V4.5a1.5 1.5 0 0 1 3 0V11h.8V7.5a1.5 1.5 0 0 1 3 0V15c0 4-2.6 7-6.8 7-3.2 0-4.9-1.3-6.5-4L4.3 13c-.6-1.2.9-2.3 1.9-1.3z',
  mic: 'M12 2.5a3.5 3.5 0 0 1 3.5 3.5v5a3.5 3.5 0 0 1-7 0V6A3.5 3.5 0 0 1 12 2.5zM5 11h2.2a4.8 4.8 0 0 0 9.6 0H19a7 7 0 0 1-5.9 6.9V21.5h-2.2v-3.6A7 7 0 0 1 5 11z',
  warn: 'M12 2.5 23 21.5H1zM10.8 9v6.5h2.4V9zM10.8 17v2.4h2.4V17z',
} as const;

export function Icon({ name, sizePx = 24 }: { name: keyof typeof PATHS; sizePx?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={sizePx}
      height={sizePx}
      aria-hidden="true"
      fill="currentColor"
      fillRule="evenodd"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
