import { expect, test } from 'vitest';
import { airing, type AiringInputs, type CheckedBundle } from '../../main/airing.ts';
import { addRenewal, startLeases } from '../../main/sync/leases.ts';
import { payloadSha256 } from '../../core/trust/index.ts';
import {
  approval,
  APPROVAL_SHA256,
  DAY_MS,
  manifest,
  NOW_MS,
  PICTURE,
  programme,
  renewal,
  root,
  signedApproval,
  videoItem,
} from '../core/trust/samples.ts';

const evergreenApproval = approval({ announcementId: 'kota', evergreen: true });
const EVERGREEN_SHA256 = payloadSha256(signedApproval({ announcementId: 'kota', evergreen: true }));
const evergreen = {
  ...videoItem,
  id: 'kota',
  announcementId: 'kota',
  evergreen: true,
  approvalSha256: EVERGREEN_SHA256,
};
const bundle: CheckedBundle = {
  manifest: manifest({ programme: { ...programme, items: [videoItem, evergreen] } }),
  sha256: '0'.repeat(64),
  root: root(),
  approvals: new Map([
    [APPROVAL_SHA256, approval()],
    [EVERGREEN_SHA256, evergreenApproval],
  ]),
  refusedItemIds: new Set(),
};
const inputs: AiringInputs = {
  bundle,
  media: new Set([PICTURE.sha256]),
  leases: startLeases({ receivedAtMs: {}, renewals: [] }, [bundle.approvals], NOW_MS),
  withdrawn: { untilMs: {} },
  failedUntilMs: new Map(),
  nowMs: NOW_MS + 1000,
  timeIsUncertain: false,
};
const unavailable = (changes: Partial<AiringInputs> = {}) => airing({ ...inputs, ...changes }).unavailable;

test('what is approved, stored and within its lease may play', () => {
  expect(unavailable()).toEqual([]);
});

test('an item whose file is not here yet may not', () => {
  expect(unavailable({ media: new Set() })).toEqual(['kota', videoItem.id]);
});

test('an item whose lease ran out may not, evergreen may for ever', () => {
  expect(unavailable({ nowMs: NOW_MS + 3 * DAY_MS - 1 })).toEqual([]);
  expect(unavailable({ nowMs: NOW_MS + 3 * DAY_MS })).toEqual([videoItem.id]);
});

test('a renewal moves the end of the lease, and one that does not name the announcement does not shorten it', () => {
  const signedMs = NOW_MS + 2 * DAY_MS;
  const renewed = addRenewal(
    inputs.leases,
    renewal({ serverTimeMs: signedMs, leases: [{ announcementId: 'ktp', untilMs: signedMs + 3 * DAY_MS }] }),
  );
  const leases = addRenewal(renewed, renewal({ serverTimeMs: signedMs + 1, leases: [] }));
  expect(unavailable({ leases, nowMs: NOW_MS + 4 * DAY_MS })).toEqual([]);
  expect(unavailable({ leases, nowMs: NOW_MS + 5 * DAY_MS })).toEqual([videoItem.id]);
});

test('a renewal signed by a clock a year ahead prolongs nothing, and later ones count again', () => {
  const yearMs = 365 * DAY_MS;
  const signedAt = (serverTimeMs: number) =>
    renewal({ serverTimeMs, leases: [{ announcementId: 'ktp', untilMs: serverTimeMs + 3 * DAY_MS }] });
  const ahead = addRenewal(inputs.leases, signedAt(NOW_MS + yearMs));
  expect(unavailable({ leases: ahead, nowMs: NOW_MS + 3 * DAY_MS })).toEqual([videoItem.id]);
  const taken = startLeases({ receivedAtMs: {}, renewals: [] }, [bundle.approvals], NOW_MS + yearMs);
  expect(unavailable({ leases: taken })).toEqual([videoItem.id]);
  const right = addRenewal(ahead, signedAt(NOW_MS + 2 * DAY_MS));
  expect(right.renewals).toHaveLength(1);
  expect(unavailable({ leases: right, nowMs: NOW_MS + 4 * DAY_MS })).toEqual([]);
});

test('renewals that say nothing later than others are not kept', () => {
  let { leases } = inputs;
  for (let minute = 0; minute < 500; minute += 1) {
    const serverTimeMs = NOW_MS + minute * 60_000;
    leases = addRenewal(
      leases,
      renewal({ serverTimeMs, leases: [{ announcementId: 'ktp', untilMs: serverTimeMs + DAY_MS }] }),
    );
  }
  expect(leases.renewals).toHaveLength(1);
});

test('an item that failed is left out until its time is over', () => {
  const failedUntilMs = new Map([[videoItem.id, NOW_MS + 5000]]);
  expect(unavailable({ failedUntilMs })).toEqual([videoItem.id]);
  expect(unavailable({ failedUntilMs, nowMs: NOW_MS + 5000 })).toEqual([]);
});

test('what was withdrawn when the manifest was signed may not play, also on a clock that stands before', () => {
  const { manifest: held } = bundle;
  const withdrawnAt = (atMs: number): CheckedBundle => ({
    ...bundle,
    manifest: {
      ...held,
      programme: { ...held.programme, withdrawn: [{ itemId: videoItem.id, atMs }] },
    },
  });
  const nowMs = held.issuedAtMs - DAY_MS / 2;
  expect(unavailable({ bundle: withdrawnAt(held.issuedAtMs), nowMs })).toEqual([videoItem.id]);
  expect(unavailable({ bundle: withdrawnAt(held.issuedAtMs + 1), nowMs })).toEqual([]);
});

test('an item that lost its approval may not play', () => {
  expect(unavailable({ bundle: { ...bundle, refusedItemIds: new Set([videoItem.id]) } })).toEqual([
    videoItem.id,
  ]);
});

test('while the time is uncertain only evergreen plays, without dayparts', () => {
  const on = airing({ ...inputs, timeIsUncertain: true, nowMs: NOW_MS + 1000 * DAY_MS });
  expect(on.unavailable).toEqual([videoItem.id]);
  expect(on.programme.entries).toEqual([]);
  expect(on.programme.operatingHours).toBeNull();
});
