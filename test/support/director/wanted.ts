/** From what a test wants on the screen to what is approved and named in a manifest. */
import { createHash } from 'node:crypto';
import type { Manifest, ProgrammeEntry, ProgrammeItem } from '../../../core/model/programme.ts';
import { DEFAULT_PLAYER_SETTINGS } from '../../../core/model/screen-settings.ts';
import {
  CHUNK_BYTES,
  payloadSha256,
  signEnvelope,
  type Envelope,
  type Signer,
} from '../../../core/trust/index.ts';
import { CITY } from './city-root.ts';

const DAY_MS = 86_400_000;
const FOR_EVER_MS = 8_000_000_000_000;
const PANEL = { x: 0, y: 0, widthPx: 384, heightPx: 192 };

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What a test asks to be on the screen. */
export interface Wanted {
  id: string;
  bytes?: Buffer;
  type?: 'video/mp4' | 'image/png' | 'image/jpeg';
  text?: string;
  evergreen?: boolean;
  emergency?: boolean;
  leaseMs?: number;
  airDurationMs?: number;
  /** Of the panel it was made for; the usual one when left out. */
  size?: { widthPx: number; heightPx: number };
}

const kindOf = ({ type }: Wanted) => (type === 'video/mp4' ? ('video' as const) : ('image' as const));

export function approvalOf(wanted: Wanted, approver: Signer): Envelope {
  const { id, bytes, text = '' } = wanted;
  const renditions = bytes
    ? [
        {
          kind: kindOf(wanted),
          sha256: sha256(bytes),
          bytes: bytes.length,
          widthPx: wanted.size?.widthPx ?? PANEL.widthPx,
          heightPx: wanted.size?.heightPx ?? PANEL.heightPx,
          fit: 'fill' as const,
        },
      ]
    : [];
  return signEnvelope(
    'approval',
    {
      kind: 'approval',
      schema: 1,
      announcement: {
        announcementId: `a-${id}`,
        revision: 1,
        title: `Judul ${id}`,
        agencyId: 'kominfo',
        script: '',
        tickerText: text,
        outputs: { screen: true, ticker: true, mobile: false },
        areaIds: [],
        validFromMs: 0,
        validUntilMs: FOR_EVER_MS,
        maxPriority: 100,
        emergency: wanted.emergency ?? false,
        evergreen: wanted.evergreen ?? false,
        airDurationMs: wanted.airDurationMs ?? 2000,
        leaseMs: wanted.leaseMs ?? 3 * DAY_MS,
        renditions,
      },
      submittedBy: 'pranata-humas',
      approvedBy: 'ketua-tim',
      approvedAtMs: 1,
    },
    [approver],
  );
}

function itemOf(wanted: Wanted, approval: Envelope): ProgrammeItem {
  const common = {
    id: wanted.id,
    announcementId: `a-${wanted.id}`,
    title: `Judul ${wanted.id}`,
    airDurationMs: wanted.airDurationMs ?? 2000,
    approvalSha256: payloadSha256(approval),
    validFromMs: 0,
    validUntilMs: FOR_EVER_MS,
    emergency: wanted.emergency ?? false,
    evergreen: wanted.evergreen ?? false,
  };
  if (wanted.bytes === undefined) return { ...common, kind: 'ticker', text: wanted.text ?? '-' };
  return { ...common, kind: kindOf(wanted), mediaSha256: sha256(wanted.bytes) };
}

function mediaOf(
  { bytes = Buffer.alloc(0), type = 'image/png' }: Wanted,
  approval: Envelope,
): Manifest['media'][number] {
  const chunkSha256: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    chunkSha256.push(sha256(bytes.subarray(at, at + CHUNK_BYTES)));
  }
  return {
    sha256: sha256(bytes),
    bytes: bytes.length,
    type,
    chunkSha256,
    approvalSha256: payloadSha256(approval),
  };
}

const entryOf = (item: ProgrammeItem): ProgrammeEntry => ({
  id: `e-${item.id}`,
  zone: item.kind === 'ticker' ? 'ticker' : 'main',
  itemIds: [item.id],
  timing: {
    startLocal: '2020-01-01T00:00:00',
    timeZone: 'Asia/Jakarta',
    durationMs: DAY_MS,
    rrule: 'FREQ=DAILY',
    rdates: [],
    exdates: [],
    windows: [],
  },
  rules: {
    priority: 50,
    sharePercent: null,
    minPlaysPerHour: null,
    maxPlaysPerHour: null,
    hard: false,
    shuffle: false,
  },
  mask: false,
});

/** A manifest with these on all day in equal shares; evergreen ones only fill. */
export function manifestOf(
  wanted: readonly Wanted[],
  approvals: ReadonlyMap<string, Envelope>,
  facts: { screenId: string; rootVersion: number; version: number; nowMs: number },
): Manifest {
  const { screenId, rootVersion, version, nowMs } = facts;
  const approval = (one: Wanted): Envelope => approvals.get(one.id)!;
  const items = wanted.map((one) => itemOf(one, approval(one)));
  const media = wanted.flatMap((one) => (one.bytes ? [mediaOf(one, approval(one))] : []));
  return {
    kind: 'manifest',
    schema: 1,
    screenId,
    rootVersion,
    version,
    issuedAtMs: Math.round(nowMs),
    expiresAtMs: Math.round(nowMs) + 30 * DAY_MS,
    output: PANEL,
    software: null,
    programme: {
      schema: 1,
      screenId,
      screenName: 'Alun-alun',
      cityName: CITY,
      timeZone: 'Asia/Jakarta',
      dayStartLocal: '04:00',
      operatingHours: null,
      zoneOffsets: [{ timeZone: 'Asia/Jakarta', offsets: [{ fromMs: 0, offsetMs: 7 * 3_600_000 }] }],
      zones: [
        { id: 'main', x: 0, y: 0, widthPx: 384, heightPx: 160 },
        { id: 'ticker', x: 0, y: 160, widthPx: 384, heightPx: 32 },
      ],
      items,
      entries: items.filter((item) => !item.evergreen).map(entryOf),
      withdrawn: [],
      effectiveFromMs: Math.round(nowMs),
      carryIn: [],
      group: null,
    },
    settings: DEFAULT_PLAYER_SETTINGS,
    media: [...new Map(media.map((file) => [file.sha256, file])).values()],
  };
}
