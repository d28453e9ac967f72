import type { EventEmitter } from 'node:events';

/** Rectangle of the desktop, in desktop pixels. */
export interface DesktopRect {
  x: number;
  y: number;
  widthPx: number;
  heightPx: number;
}

/** Where a page is. The address may be seen by everyone on the machine; what lets the browser in there is the cookie. */
export interface PageEntry {
  url: string;
  cookie?: PageCookie;
}

export interface PageCookie {
  name: string;
  value: string;
}

interface ShellEvents {
  /** The page or its window is gone: crash, killed, display lost. `detail` is for the log. */
  lost: [detail: string];
}

/** Owns the window the page is in, and nothing else. */
export interface Shell {
  readonly events: EventEmitter<ShellEvents>;
  /** Opens the window if there is none and loads the page. Rejects with an AppError `shell_failed`. */
  show(entry: PageEntry): Promise<void>;
  /** Closes the window with everything it runs, then `show`: for a page that hangs. */
  restart(entry: PageEntry): Promise<void>;
  /** Black over what is in the window, at once, until `uncover`; nothing where the window itself stays black. */
  cover(): void;
  uncover(): void;
  /** JPEG of what is in the window now, at most 640 px wide, of `area` (page pixels) where the shell can cut it. */
  capture(area: DesktopRect | null): Promise<Buffer>;
  /** Ends everything it started; safe to call twice. */
  close(): Promise<void>;
}

/** Widest picture a shell sends; enough to see what is on, small enough for a prepaid 4G card. */
export const CAPTURE_MAX_WIDTH_PX = 640;
export const CAPTURE_JPEG_QUALITY = 60;
