/** One small, wholly consistent city: keys, a root, an approved announcement, and a manifest that shows it. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { DEFAULT_PLAYER_SETTINGS } from '../../../core/model/screen-settings.ts';
import type { Manifest, ProgrammeItem } from '../../../core/model/programme.ts';
import {
  keyIdOf,
  payloadSha256,
  signEnvelope,
  signerFromSeed,
  type Approval,
  type AroundApproval,
  type CanonicalAnnouncement,
  type Renewal,
  type Root,
  type Signer,
} from '../../../core/trust/index.ts';

export const NOW_MS = Date.UTC(2026, 7, 17, 1);
export const DAY_MS = 86_400_000;

export const signer = (name: string): Signer => signerFromSeed(sha256(new TextEncoder().encode(name)));
export const shaOf = (name: string): string => bytesToHex(sha256(new TextEncoder().encode(name)));
export const owner1 = signer('owner 1');
export const owner2 = signer('owner 2');
export const approver = signer('approver');
export const publisher = signer('publisher');
export const stranger = signer('stranger');

const ids = (...signers: Signer[]): string[] => signers.map((one) => one.publicKey.keyid);

export function root(changes: Partial<Root> = {}): Root {
  return {
    kind: 'root',
    schema: 1,
    version: 1,
    cityName: 'Kota Tirtaraya',
    demo: false,
    issuedAtMs: NOW_MS,
    keys: [owner1, owner2, approver, publisher].map((one) => one.publicKey),
    holders: [{ keyid: approver.publicKey.keyid, userId: 'ketua-tim' }],
    roles: {
      root: { keyids: ids(owner1, owner2), threshold: 2 },
      approver: { keyids: ids(approver), threshold: 1 },
      publisher: { keyids: ids(publisher), threshold: 1 },
      release: { keyids: [], threshold: 1 },
    },
    ...changes,
  };
}

export const signedRoot = (changes: Partial<Root> = {}, signers = [owner1, owner2]) =>
  signEnvelope('root', root(changes), signers);

export const PICTURE = { sha256: shaOf('picture'), bytes: 2_500_000 };
export const CLIP = { sha256: shaOf('clip'), bytes: 480_000 };

export function announcement(changes: Partial<CanonicalAnnouncement> = {}): CanonicalAnnouncement {
  return {
    announcementId: 'ktp',
    revision: 1,
    title: 'Layanan KTP-el Keliling',
    agencyId: 'dukcapil',
    script: 'Perekaman KTP elektronik hadir di kantor kelurahan.',
    tickerText: 'KTP-el keliling di Karangseruni',
    outputs: { screen: true, ticker: true, mobile: true },
    areaIds: [],
    validFromMs: NOW_MS,
    validUntilMs: NOW_MS + 10 * DAY_MS,
    maxPriority: 50,
    emergency: false,
    evergreen: false,
    airDurationMs: 10_000,
    leaseMs: 3 * DAY_MS,
    renditions: [
      { kind: 'video', ...PICTURE, widthPx: 384, heightPx: 192, fit: 'cover' },
      { kind: 'audio', ...CLIP, widthPx: null, heightPx: null, fit: null },
    ],
    ...changes,
  };
}

export function approval(
  changes: Partial<CanonicalAnnouncement> = {},
  people: Partial<Approval> = {},
): Approval {
  return {
    kind: 'approval',
    schema: 1,
    announcement: announcement(changes),
    submittedBy: 'pranata-humas',
    approvedBy: 'ketua-tim',
    approvedAtMs: NOW_MS,
    ...people,
  };
}

export const signedApproval = (
  changes: Partial<CanonicalAnnouncement> = {},
  people: Partial<Approval> = {},
  by: Signer = approver,
) => signEnvelope('approval', approval(changes, people), [by]);

export const APPROVAL_SHA256 = payloadSha256(signedApproval());

export const CHIME = { sha256: shaOf('chime'), bytes: 60_000 };

export const around = (changes: Partial<AroundApproval> = {}): AroundApproval => ({
  kind: 'around',
  schema: 1,
  content: { chime: true, greeting: '', closing: '' },
  parts: [{ role: 'chime', areaId: null, voicing: 'horn', ...CHIME, durationMs: 2000 }],
  submittedBy: 'pranata-humas',
  approvedBy: 'ketua-tim',
  approvedAtMs: NOW_MS,
  ...changes,
});

export const signedAround = (changes: Partial<AroundApproval> = {}, by: Signer = approver) =>
  signEnvelope('around', around(changes), [by]);

const common = {
  announcementId: 'ktp',
  title: 'Layanan KTP-el Keliling',
  airDurationMs: 10_000,
  approvalSha256: APPROVAL_SHA256,
  validFromMs: NOW_MS,
  validUntilMs: NOW_MS + 10 * DAY_MS,
  emergency: false,
  evergreen: false,
};
export const videoItem: Extract<ProgrammeItem, { kind: 'video' | 'image' }> = {
  ...common,
  kind: 'video',
  id: 'ktp-video',
  mediaSha256: PICTURE.sha256,
};
export const tickerItem: Extract<ProgrammeItem, { kind: 'ticker' }> = {
  ...common,
  kind: 'ticker',
  id: 'ktp-ticker',
  text: 'KTP-el keliling di Karangseruni',
};

const entry = (
  id: string,
  zone: 'main' | 'ticker',
  itemId: string,
): Manifest['programme']['entries'][number] => ({
  id,
  zone,
  itemIds: [itemId],
  timing: {
    startLocal: '2026-08-17T08:00:00',
    timeZone: 'Asia/Jakarta',
    durationMs: 3_600_000,
    rrule: null,
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

export const programme: Manifest['programme'] = {
  schema: 1,
  screenId: 'alun-alun',
  screenName: 'Alun-alun',
  cityName: 'Kota Tirtaraya',
  timeZone: 'Asia/Jakarta',
  dayStartLocal: '04:00',
  operatingHours: null,
  zoneOffsets: [{ timeZone: 'Asia/Jakarta', offsets: [{ fromMs: 0, offsetMs: 7 * 3_600_000 }] }],
  zones: [{ id: 'main', x: 0, y: 0, widthPx: 384, heightPx: 160 }],
  items: [videoItem, tickerItem],
  entries: [entry('e-main', 'main', videoItem.id), entry('e-ticker', 'ticker', tickerItem.id)],
  withdrawn: [],
  effectiveFromMs: NOW_MS,
  carryIn: [],
  group: null,
};

export function manifest(changes: Partial<Manifest> = {}): Manifest {
  return {
    kind: 'manifest',
    schema: 1,
    screenId: 'alun-alun',
    rootVersion: 1,
    version: 7,
    issuedAtMs: NOW_MS,
    expiresAtMs: NOW_MS + DAY_MS,
    output: { x: 0, y: 0, widthPx: 384, heightPx: 192 },
    settings: DEFAULT_PLAYER_SETTINGS,
    software: null,
    programme,
    media: [
      {
        ...PICTURE,
        type: 'video/mp4',
        chunkSha256: [shaOf('0'), shaOf('1'), shaOf('2')],
        approvalSha256: APPROVAL_SHA256,
      },
    ],
    ...changes,
  };
}

export const signedManifest = (changes: Partial<Manifest> = {}, by: Signer = publisher) =>
  signEnvelope('manifest', manifest(changes), [by]);

export function renewal(changes: Partial<Renewal> = {}): Renewal {
  return {
    kind: 'renewal',
    schema: 1,
    screenId: 'alun-alun',
    nonce: 'AAECAwQFBgcICQoLDA0ODw==',
    serverTimeMs: NOW_MS,
    manifestVersion: 7,
    rootVersion: 1,
    leases: [{ announcementId: 'ktp', untilMs: NOW_MS + 3 * DAY_MS }],
    ...changes,
  };
}

/** The code of a refusal, or `ok`. */
export const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }): string =>
  result.ok ? 'ok' : result.error.code;

/** A key listed under a key id that is not its own. */
export const renamedKey = (of: Signer, as: string) => ({
  keyid: keyIdOf(new TextEncoder().encode(as)),
  ed25519: of.publicKey.ed25519,
});
