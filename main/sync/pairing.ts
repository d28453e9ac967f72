import { randomBytes } from 'node:crypto';
import type { ServerMessage } from '../../core/protocol/device.ts';
import type { Manifest } from '../../core/model/programme.ts';
import { toBase64 } from '../../core/trust/index.ts';
import type { Renewal } from '../../core/trust/statements.ts';
import type { Faults } from '../faults.ts';
import type { Log } from '../log.ts';
import type { DeviceStore } from '../store/device-store.ts';
import { followRoots, openAnchor, proposeAnchor } from './anchor.ts';
import { boundTo } from './taken.ts';

type Unpaired = Extract<ServerMessage, { type: 'unpaired' }>;

export interface PairingOptions {
  store: DeviceStore;
  faults: Faults;
  log: Log;
}

/** Binds the device to a screen: the code is this device's own computation, and so is what it trusts afterwards. */
export class Pairing {
  readonly #options: PairingOptions;
  #code: string | null = null;
  /** Of the last signed answer to this device: which screen it is, and that screen's newest manifest. */
  #vouched: Pick<Renewal, 'screenId' | 'manifestVersion'> | null = null;

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
    await store.postponed.attempt(() => store.anchor.write());
    faults.settle('manifest_refused');
  }

  /**
   * The server calls this device by a screen's name, which nobody has signed: one that is another screen's already
   * stays it, and plays on, until a manifest for the new one is taken (see `mayTake`). False if the connection is to be
   * made anew.
   */
  async welcomed(screenId: string): Promise<boolean> {
    const { store, log } = this.#options;
    const { facts, anchor, identity, postponed } = store;
    if (anchor.data === null) {
      // Bound, but what it trusted is lost: nobody compared a code for a root offered now. Pair again.
      log.error('anchor_lost');
      identity.data = { seed: toBase64(randomBytes(32)) };
      await postponed.attempt(() => identity.write());
      return false;
    }
    this.#code = null;
    this.#vouched = null;
    if (!anchor.data.confirmed) {
      anchor.data = { ...anchor.data, confirmed: true };
      await postponed.attempt(() => anchor.write());
    }
    if (facts.data.screenId === null) {
      facts.data = boundTo(facts.data, screenId);
      await postponed.attempt(() => facts.write());
    } else if (facts.data.screenId !== screenId) {
      log.warn('called_by_another_name', { is: facts.data.screenId, called: screenId });
    }
    return true;
  }

  /** A renewal answered this device's own nonce. */
  vouched({ screenId, manifestVersion }: Renewal): void {
    this.#vouched = { screenId, manifestVersion };
  }

  /**
   * Whether a checked manifest may be taken as far as its screen goes. For the screen this device is, always. For
   * another one it has to be as new as the server just signed to this device: who sits on the line could otherwise call
   * it by any screen's name and hand it what was recorded weeks ago. Null while that is not known yet.
   */
  mayTake({ screenId, version }: Pick<Manifest, 'screenId' | 'version'>): boolean | null {
    if (this.#options.store.facts.data.screenId === screenId) return true;
    return this.#vouched?.screenId === screenId ? version >= this.#vouched.manifestVersion : null;
  }

  #refuse(code: string, detail: string): void {
    this.#code = null;
    this.#options.faults.raise('manifest_refused', `${code}: ${detail}`);
  }
}
