/** What a paired player says after its hello. */
import type { DeviceMessage } from '../../core/protocol/device.ts';
import type { DirectorServices } from '../director-services.ts';
import type { PairedConnection } from './hub.ts';
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
      from.line.send({
        type: 'renewal',
        envelope: await renewalFor(services, from.screenId, message.nonce),
      });
      return;
    case 'applied':
      if (message.refused === null) await noteApplied(services, from.screenId, message.manifestVersion);
      live.noteApplied(from.screenId, message.manifestVersion, message.refused, nowMs());
      return;
    case 'status':
      live.noteStatus(from.screenId, message);
      return;
    case 'command_result':
      commands.answered(from.deviceId, message.id, { ok: message.ok, detail: message.detail });
      return;
  }
}
