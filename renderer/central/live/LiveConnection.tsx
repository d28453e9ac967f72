import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { applyMessage } from './apply-message.ts';
import { ConnectionContext, type ConnectionState } from './connection-state.ts';
import { openLiveSocket } from './live-socket.ts';

/** Keeps what is on the page live while someone is signed in. */
export function LiveConnection({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<ConnectionState>('connecting');
  useEffect(() => {
    const socket = openLiveSocket({
      onMessage: (message) => applyMessage(client, message),
      onOpen: () => {
        setState('open');
        void client.invalidateQueries();
      },
      onLost: () => setState('lost'),
      // Asking for the session leads to the sign-in page, in every tab.
      onSessionEnded: () => void client.invalidateQueries(),
    });
    return () => socket.close();
  }, [client]);
  return <ConnectionContext value={state}>{children}</ConnectionContext>;
}
