/** Who may say which host the server asks, and who may see the password it asks with. */
import type { Screen, User } from '../../core/model/catalogue.ts';
import { Refusal } from '../http/refusal.ts';

/** Without name and password, which nobody has to read again. */
function shownCameraUrl(cameraUrl: string | null): string | null {
  if (cameraUrl === null) return null;
  const url = new URL(cameraUrl);
  url.username = '';
  url.password = '';
  return url.href;
}

/** A screen as it is shown and recorded. */
export const withoutCameraSecret = <S extends Pick<Screen, 'cameraUrl'>>(screen: S): S => ({
  ...screen,
  cameraUrl: shownCameraUrl(screen.cameraUrl),
});

/**
 * The address to keep. What was shown and comes back unchanged keeps its password; anything else is an
 * administrator's to say, since the server asks from inside the city's network. Refuses with `forbidden`.
 */
export function cameraUrlToKeep(
  wanted: string | null,
  stored: string | null,
  user: Pick<User, 'roles'>,
): string | null {
  if (wanted === shownCameraUrl(stored)) return stored;
  if (!user.roles.includes('admin')) throw new Refusal('forbidden');
  return wanted;
}
