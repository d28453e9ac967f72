/** Which connected players of a site may fetch from each other. Dies with the process; players say it again. */
import type { Screen } from '../../core/model/catalogue.ts';
import type { ServerMessage } from '../../core/protocol/device.ts';
import { LAN_PEERS_LIMIT, type LanListening } from '../../core/protocol/lan.ts';

export interface LanMember {
  deviceId: string;
  /** Raw Ed25519 public key, base64. */
  publicKey: string;
  screenId: string;
  place: Pick<Screen, 'site' | 'areaId' | 'groupId'>;
  listening: LanListening;
  line: { send(message: ServerMessage): void };
}

export class LanDesk {
  readonly #members = new Map<string, LanMember>();

  /** Takes a player in, or anew with what has changed; everybody it concerns is told, itself last. */
  join(member: LanMember): void {
    const before = this.#neighboursOf(this.#members.get(member.deviceId));
    this.#members.set(member.deviceId, member);
    for (const one of new Set([...before, ...this.#neighboursOf(member)])) this.#tell(one);
    this.#tell(member);
  }

  /** Ignored when the device has come back on another line meanwhile. */
  leave(deviceId: string, line: LanMember['line']): void {
    const member = this.#members.get(deviceId);
    if (member?.line !== line) return;
    const neighbours = this.#neighboursOf(member);
    this.#members.delete(deviceId);
    for (const one of neighbours) this.#tell(one);
  }

  /** Empty for a device that does not share. */
  neighboursOf(deviceId: string): readonly LanMember[] {
    return this.#neighboursOf(this.#members.get(deviceId));
  }

  #neighboursOf(member: LanMember | undefined): LanMember[] {
    if (member === undefined) return [];
    return [...this.#members.values()]
      .filter((one) => one.deviceId !== member.deviceId && isSameSite(one.place, member.place))
      .slice(0, LAN_PEERS_LIMIT);
  }

  #tell(member: LanMember): void {
    const peers = this.#neighboursOf(member).map(({ publicKey, listening }) => ({ publicKey, ...listening }));
    member.line.send({ type: 'neighbours', peers });
  }
}

/** The same group, or the same named place in the same area. */
function isSameSite(a: LanMember['place'], b: LanMember['place']): boolean {
  if (a.groupId !== null && a.groupId === b.groupId) return true;
  return a.site !== '' && a.areaId === b.areaId && nameOf(a.site) === nameOf(b.site);
}

const nameOf = (site: string): string => site.toLowerCase().replace(/\s+/g, ' ').trim();
