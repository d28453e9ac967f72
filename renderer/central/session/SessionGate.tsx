import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation } from 'react-router';
import { getSession, getSetup } from '../../../core/api/people.ts';
import { readOptions } from '../api/use-api.ts';
import { LoadingPage } from '../components/LoadingPage.tsx';
import { ProblemPage } from '../components/ProblemPage.tsx';
import { LiveConnection } from '../live/LiveConnection.tsx';
import { UploadsProvider } from '../pages/media/UploadsProvider.tsx';
import { CityWords } from './CityWords.tsx';
import { ServerClock } from './ServerClock.tsx';
import { SessionContext } from './session.ts';

/** Lets signed-in people through; everyone else goes to set-up or sign-in. */
export function SessionGate() {
  const location = useLocation();
  const session = useQuery(readOptions('session', getSession, {}));
  const signedOut = session.error?.code === 'not_signed_in';
  const setup = useQuery({ ...readOptions('session', getSetup, {}), enabled: signedOut });

  if (signedOut) {
    if (setup.isPending) return <LoadingPage />;
    if (setup.data?.needed) return <Navigate to="/setup" replace />;
    return <Navigate to="/sign-in" replace state={{ from: location.pathname + location.search }} />;
  }
  if (session.data) {
    return (
      <SessionContext value={session.data}>
        <ServerClock serverTimeMs={session.data.serverTimeMs} receivedAtMs={session.dataUpdatedAt}>
          <UploadsProvider>
            <LiveConnection>
              <CityWords />
              <Outlet />
            </LiveConnection>
          </UploadsProvider>
        </ServerClock>
      </SessionContext>
    );
  }
  if (session.error) return <ProblemPage problem={session.error} onRetry={() => void session.refetch()} />;
  return <LoadingPage />;
}
