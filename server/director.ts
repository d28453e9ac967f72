/** Starts what gives screens their programmes and hears from them. */
import type { Server } from 'node:http';
import type { DeviceIdentity, Route } from './http/bind.ts';
import { directorRoutes } from './routes/director.ts';
import type { Services } from './services.ts';

export interface Director {
  routes: readonly Route[];
  /** The device a bearer token of a live socket stands for. */
  deviceOfToken: (token: string) => DeviceIdentity | null;
  /** Ends sockets and timers; the HTTP server is closed after it. */
  close(): Promise<void>;
}

/** Puts the sockets on `http`, which does not listen yet. */
export async function startDirector(services: Services, _http: Server): Promise<Director> {
  return {
    routes: directorRoutes(services),
    deviceOfToken: () => null,
    close: async () => undefined,
  };
}
