/** What a paired player says after its hello. */
import type { DeviceMessage } from '../../core/protocol/device.ts';
import type { DirectorServices } from '../director-services.ts';
import type { PairedConnection } from './hub.ts';
import { onLanFile, onLanListening } from '../lan/handle-lan.ts';
import { bringUpToDate } from '../publish/reissue.ts';
import { noteApplied } from './note-applied.ts';
import { renewalFor } from './renewal.ts';

type Report = Exclude<DeviceMessage, { type: 'hello' }>;

export async function handleReport(
  message: Report,
  from: PairedConnection,
  services: DirectorServices,
): Promise<void> {
  const { live, commands, nowMs } = services;
  switch (message.type) {
    case 'clock': {
      const t1Ms = nowMs();
      from.line.send({ type: 'clock', t0Ms: message.t0Ms, t1Ms, t2Ms: nowMs() });
      return;
    }
    case 'renew':
      // No answer at all is better than one of a wrong time: the player goes by its own.
      if (!services.trust.maySign()) return;
      from.line.send({
        type: 'renewal',
        envelope: await renewalFor(services, from.screenId, message.nonce),
      });
      return;
    case 'applied':
      await onApplied(message, from, services);
      return;
    case 'status':
      live.noteStatus(from.screenId, message);
      return;
    case 'command_result':
      commands.answered(from.deviceId, message.id, { ok: message.ok, detail: message.detail });
      return;
    case 'lan_listening':
      await onLanListening(message, from, services);
      return;
    case 'lan_file':
      await onLanFile(message, from, services);
      return;
  }
}

async function onApplied(
  { manifestVersion, refused }: Extract<Report, { type: 'applied' }>,
  { screenId }: PairedConnection,
  services: DirectorServices,
): Promise<void> {
  if (refused === null && !(await noteApplied(services, screenId, manifestVersion))) return;
  services.live.noteApplied(screenId, manifestVersion, refused, services.nowMs());
  // The player has other content under this number, from before the server was restored: go on above it.
  const newest = await services.manifests.newestVersion(services.db, screenId);
  if (refused?.code === 'equivocation' && manifestVersion === newest) {
    await bringUpToDate(services, screenId, manifestVersion + 1);
  }
}
