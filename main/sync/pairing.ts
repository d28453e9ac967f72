import { randomBytes } from 'node:crypto';
import type { ServerMessage } from '../../core/protocol/device.ts';
import { toBase64 } from '../../core/trust/index.ts';
import type { Faults } from '../faults.ts';
import type { Holding } from '../holding.ts';
import type { Log } from '../log.ts';
import type { DeviceStore } from '../store/device-store.ts';
import { followRoots, openAnchor, proposeAnchor } from './anchor.ts';

type Unpaired = Extract<ServerMessage, { type: 'unpaired' }>;

export interface PairingOptions {
  store: DeviceStore;
  holding: Holding;
  faults: Faults;
  log: Log;
}

/** Binds the device to a screen: the code is this device's own computation, and so is what it trusts afterwards. */
export class Pairing {
  readonly #options: PairingOptions;
  #code: string | null = null;
  /** True once the server said it does not know this key: only then may the screen's name change. */
  #mayRebind = false;

  constructor(options: PairingOptions) {
    this.#options = options;
  }

  /** What the screen shows while it is bound to none. */
  get code(): string | null {
    return this.#code;
  }

  /** Newest root version held, 0 before the first. */
  get rootVersion(): number {
    const anchor = this.#options.store.anchor.data;
    const root = anchor && openAnchor(anchor);
    return root?.ok ? root.value.version : 0;
  }

  /** A device that was bound before keeps to its root: another city's roots give no code. */
  async unpaired({ code, roots }: Unpaired): Promise<void> {
    const { store, faults, log } = this.#options;
    const held = store.anchor.data;
    this.#mayRebind = true;
    let offered = roots;
    if (held?.confirmed) {
      const followed = followRoots(held, roots);
      if (!followed.ok) {
        this.#refuse(followed.error.code, followed.error.detail);
        return;
      }
      offered = followed.value.anchor.roots;
    }
    const proposed = proposeAnchor(store.signer().publicKey, offered, code);
    if (!proposed.ok) {
      this.#refuse(proposed.error.code, proposed.error.detail);
      return;
    }
    this.#code = proposed.value.code;
    log.info('pairing_code', { code: this.#code });
    if (held?.confirmed) return;
    store.anchor.data = proposed.value.anchor;
    await store.anchor.write();
    faults.settle('manifest_refused');
  }

  /**
   * The server calls this device by a screen's name. False if it cannot be believed: the connection is then to be
   * made anew.
   */
  async welcomed(screenId: string): Promise<boolean> {
    const { store, holding, log } = this.#options;
    const { facts, anchor, identity } = store;
    if (anchor.data === null) {
      // Bound, but what it trusted is lost: nobody compared a code for a root offered now. Pair again.
      log.error('anchor_lost');
      identity.data = { seed: toBase64(randomBytes(32)) };
      await identity.write();
      return false;
    }
    if (facts.data.screenId !== null && facts.data.screenId !== screenId) {
      if (!this.#mayRebind) {
        this.#refuse('wrong_recipient', `bound to ${facts.data.screenId}, called ${screenId}`);
        return false;
      }
      await holding.clear();
      facts.data.highest = null;
    }
    this.#code = null;
    this.#mayRebind = false;
    if (!anchor.data.confirmed) {
      anchor.data = { ...anchor.data, confirmed: true };
      await anchor.write();
    }
    if (facts.data.screenId !== screenId) {
      facts.data.screenId = screenId;
      await facts.write();
    }
    return true;
  }

  #refuse(code: string, detail: string): void {
    this.#code = null;
    this.#options.faults.raise('manifest_refused', `${code}: ${detail}`);
  }
}
