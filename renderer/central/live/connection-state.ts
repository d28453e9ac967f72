import { createContext, useContext } from 'react';

export type ConnectionState = 'connecting' | 'open' | 'lost';

export const ConnectionContext = createContext<ConnectionState>('connecting');
export const useConnectionState = (): ConnectionState => useContext(ConnectionContext);
