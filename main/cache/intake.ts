/** Everything between the network and the media on disk, put together. */
import type { Faults } from '../faults.ts';
import type { Holding } from '../holding.ts';
import { Lan, type LanOptions } from '../lan/lan.ts';
import type { Log } from '../log.ts';
import type { DeviceStore } from '../store/device-store.ts';
import type { ServerClock } from '../sync/clock.ts';
import { DeviceApi } from '../sync/device-api.ts';
import { Downloads } from '../sync/downloads.ts';
import type { HttpLimits } from '../sync/http.ts';
import type { Time } from '../time.ts';
import { Bandwidth } from './bandwidth.ts';
import { DataBudget } from './data-budget.ts';
import { monthOf, zoneOf } from './fetch-times.ts';
import { MediaCache } from './media-cache.ts';
import { MeteredLink } from './metered-link.ts';
import { Origin } from './origin.ts';
import { DownloadRules } from './rules.ts';

export interface IntakeOptions {
  serverUrl: URL;
  httpLimits: HttpLimits | undefined;
  store: DeviceStore;
  holding: Holding;
  /** Files that are whole on this disk. */
  media: Set<string>;
  clock: ServerClock;
  time: Time;
  faults: Faults;
  onStored(sha256: string): void;
  lan: LanOptions['interface'] | undefined;
  /** Nothing is shared with neighbours, whatever the settings say. */
  isSafe: boolean;
  log: Log;
}

export interface Intake {
  readonly api: DeviceApi;
  readonly budget: DataBudget;
  readonly cache: MediaCache;
  readonly downloads: Downloads;
  readonly lan: Lan;
  /** For what is fetched besides media: the player's own software. */
  readonly link: MeteredLink;
  /** Computes anew what may be done now. Call it with every tick and every new manifest. */
  refresh(): void;
  close(): Promise<void>;
}

export function openIntake(options: IntakeOptions): Intake {
  const { store, holding, media, clock, time, faults, log } = options;
  const settings = () => holding.current?.manifest.settings;
  const budget = new DataBudget({
    usage: store.usage,
    // By what is kept of signed time: a month that begins in a leap would last until the date it leapt to.
    month: () =>
      holding.current === null || clock.estimate() === null
        ? null
        : monthOf(zoneOf(holding.current.manifest.programme), clock.floorMs()),
    limitMb: () => settings()?.downloads.monthlyBudgetMb ?? null,
    onSpent: refresh,
    onFault: (error) => {
      faults.raise('disk_error', error instanceof Error ? error.message : String(error));
    },
    log,
  });
  const rules = new DownloadRules({ holding, clock, budget, time, faults });
  const cache = new MediaCache({
    store: store.media,
    media,
    needed: () => holding.keptMedia(),
    quotaMb: () => settings()?.downloads.quotaMb ?? null,
    log,
  });
  const api = new DeviceApi(options.serverUrl, options.httpLimits, budget);
  const bandwidth = new Bandwidth(time.monotonicMs);
  const origin = new Origin({ api, bandwidth, rules });
  const lan = new Lan({
    origin,
    rules,
    media: store.media,
    files: () => holding.keptMedia(),
    isOn: () => !options.isSafe && (settings()?.lanSharing ?? false),
    signer: () => store.signer(),
    nowMs: () => clock.nowMs(),
    monotonicMs: time.monotonicMs,
    interface: options.lan,
    log,
  });
  const downloads = new Downloads({
    media: store.media,
    source: {
      mayBeFree: () => lan.mayBeFree(),
      open: (...request) => (lan.isOn ? lan : origin).open(...request),
    },
    rules,
    cache,
    onStored: options.onStored,
    faults,
    log,
  });

  function refresh(): void {
    budget.refresh();
    rules.refresh();
    lan.refresh();
    downloads.refresh();
  }

  return {
    api,
    budget,
    cache,
    downloads,
    lan,
    link: new MeteredLink({ budget, bandwidth, rules }),
    refresh,
    async close() {
      await downloads.close();
      await lan.close();
      await budget.close();
    },
  };
}
