/** Starts what gives screens their programmes and hears from them. */
import type { Server } from 'node:http';
import { Commands } from './devices/commands.ts';
import { DeviceHub } from './devices/hub.ts';
import { LiveBoard } from './devices/live.ts';
import { PlayerFiles } from './devices/player-files.ts';
import type { DirectorServices } from './director-services.ts';
import { Cameras } from './eyes/cameras.ts';
import type { DeviceIdentity, Route } from './http/bind.ts';
import { ApprovedAnnouncements } from './publish/approved.ts';
import { ManifestStore } from './publish/manifest-store.ts';
import { directorRoutes } from './routes/director.ts';
import { LanDesk } from './lan/lan-desk.ts';
import { PlanBook } from './schedule/plan-book.ts';
import { startWakes } from './schedule/wakes.ts';
import type { Services } from './services.ts';
import { folders } from './store/folders.ts';
import { attachGateway } from './ws/gateway.ts';

export interface Director {
  routes: readonly Route[];
  /** The device a bearer token of a live socket stands for. */
  deviceOfToken: (token: string) => DeviceIdentity | null;
  /** Ends sockets and timers; the HTTP server is closed after it. */
  close(): Promise<void>;
}

/** Puts the sockets on `http`, which does not listen yet. */
export async function startDirector(services: Services, http: Server): Promise<Director> {
  const hub = new DeviceHub();
  const manifests = new ManifestStore();
  const approved = new ApprovedAnnouncements((announcementId, reason) =>
    services.log.error({ announcementId, reason }, 'an approval does not hold; left off every screen'),
  );
  const shared = {
    ...services,
    approved,
    hub,
    lan: new LanDesk(),
    manifests,
    plans: new PlanBook(manifests),
  };
  const eyes = {
    playerFiles: new PlayerFiles(folders(services.dataDir).players),
    cameras: new Cameras({ services, allowLoopback: services.allowLoopbackCameras }),
  };
  const director: DirectorServices = {
    ...shared,
    ...eyes,
    live: new LiveBoard({ ...shared, ...eyes }),
    commands: new Commands(services),
  };

  const onIssued = (screenId: string, manifestVersion: number): void => {
    hub.ofScreen(screenId)?.line.send({ type: 'changed', manifestVersion });
    director.live.touch(screenId);
  };
  const onRevoked = (deviceId: string): void => hub.revoke(deviceId);
  services.events.on('manifestIssued', onIssued);
  services.events.on('deviceRevoked', onRevoked);
  const gateway = attachGateway(http, director);
  const wakes = await startWakes(director);

  return {
    routes: directorRoutes(director),
    deviceOfToken: (token) => hub.deviceOfToken(token),
    async close() {
      await wakes.close();
      await director.cameras.close();
      await gateway.close();
      await director.live.close();
      services.events.off('manifestIssued', onIssued);
      services.events.off('deviceRevoked', onRevoked);
    },
  };
}
