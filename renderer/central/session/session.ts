import { createContext, useContext } from 'react';
import type { Contract } from '../../../core/api/contract.ts';
import type { Session } from '../../../core/api/people.ts';
import { AppError } from '../../../core/model/app-error.ts';

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in; only inside the signed-in part of the app. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new AppError('no_session', 'useSession is called outside the signed-in part');
  return session;
}

/** Whether the signed-in user's roles open this route; the server decides in the end. */
export function useMay(contract: Contract): boolean {
  const { user } = useSession();
  const { access } = contract;
  if (typeof access === 'string') return access === 'public' || access === 'signed_in';
  return user.roles.some((role) => access.includes(role));
}
