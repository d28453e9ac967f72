/** One site at which all players of a `MiniDirector` stand: the server's own desk, with every file named by all. */
import type { WebSocket } from 'ws';
import type { DeviceMessage, ServerMessage } from '../../../core/protocol/device.ts';
import { LanDesk } from '../../../server/lan/lan-desk.ts';

const PLACE = { site: 'Alun-alun', areaId: null, groupId: null };

export class LanSite {
  readonly #desk = new LanDesk();
  readonly #lines = new Map<WebSocket, { send: (message: ServerMessage) => void }>();

  take(
    device: WebSocket,
    publicKey: string,
    message: Extract<DeviceMessage, { type: 'lan_listening' | 'lan_file' }>,
  ): void {
    const line = this.#lines.get(device) ?? { send: (said) => device.send(JSON.stringify(said)) };
    this.#lines.set(device, line);
    if (message.type === 'lan_file') {
      const publicKeys = this.#desk.neighboursOf(publicKey).map((one) => one.publicKey);
      line.send({ type: 'lan_file', sha256: message.sha256, publicKeys });
      return;
    }
    const { listening } = message;
    if (listening === null) this.#desk.leave(publicKey, line);
    else
      this.#desk.join({
        ...{ deviceId: publicKey, publicKey, screenId: 'alun-alun' },
        place: PLACE,
        listening,
        line,
      });
  }

  left(device: WebSocket, publicKey: string): void {
    const line = this.#lines.get(device);
    this.#lines.delete(device);
    if (line) this.#desk.leave(publicKey, line);
  }
}
