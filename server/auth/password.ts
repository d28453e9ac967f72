/** Passwords are kept as Argon2id (RFC 9106) with the parameters OWASP's password storage sheet names first. */
import { hash, verify } from '@node-rs/argon2';

const OPTIONS = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS);

let decoy: Promise<string> | undefined;

/** Takes as long for a user who does not exist (`null`), so that answers do not tell who does. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const fits = await verify(stored ?? (await decoy), password);
  return fits && stored !== null;
}
