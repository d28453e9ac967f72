/** A screen with a picture, its ticker line, and a voice. */
export function Logo({ sizePx = 28 }: { sizePx?: number }) {
  return (
    <svg width={sizePx} height={sizePx} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="7" fill="var(--mantine-color-petrol-7)" />
      <rect x="6" y="7" width="20" height="12" rx="2" fill="#fff" />
      <rect x="6" y="22" width="13" height="3" rx="1.5" fill="#fff" />
      <circle cx="24.5" cy="23.5" r="1.8" fill="#ff8a7a" />
    </svg>
  );
}
