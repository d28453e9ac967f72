import type { Grabber } from './grabber.ts';
import { windowsGrabber } from './windows-grabber.ts';
import { x11Grabber } from './xwd.ts';

/**
 * What grabs the desktop a Chromium window is on; null where there is no screen to look at (headless) or no way to
 * (Wayland lets no program look at another's windows).
 */
export function chooseGrabber(
  headless: boolean,
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Grabber | null {
  if (headless) return null;
  if (platform === 'win32') return windowsGrabber;
  return env['DISPLAY'] === undefined ? null : x11Grabber;
}
