import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { airableUntilMs, checkRenewal, signEnvelope, type Renewal } from '../../../core/trust/index.ts';
import { approval, approver, codeOf, DAY_MS, NOW_MS, publisher, renewal, root } from './samples.ts';

const expected = { screenId: 'alun-alun', nonce: renewal().nonce };
const check = (changes: Partial<Renewal>, by = publisher) =>
  codeOf(checkRenewal(signEnvelope('renewal', renewal(changes), [by]), root({ version: 2 }), expected));

describe('a renewal', () => {
  it('is taken when it answers this screen’s question', () => {
    expect(check({ rootVersion: 2 })).toBe('ok');
  });

  it('is taken when it tells of a newer root', () => {
    expect(check({ rootVersion: 3 })).toBe('ok');
  });

  it.each<[string, Partial<Renewal>, string]>([
    ['another screen', { rootVersion: 2, screenId: 'terminal' }, 'wrong_recipient'],
    ['an earlier question', { rootVersion: 2, nonce: 'AAAAAAAAAAAAAAAAAAAAAA==' }, 'nonce_mismatch'],
    ['an older root', { rootVersion: 1 }, 'root_outdated'],
  ])('is refused when it is for %s', (_, changes, code) => {
    expect(check(changes)).toBe(code);
  });

  it('is refused with a key that may not publish', () => {
    expect(check({ rootVersion: 2 }, approver)).toBe('wrong_key');
  });
});

describe('how long an announcement may air', () => {
  it('is its lease from when it was received', () => {
    expect(airableUntilMs(approval(), [], NOW_MS + 5)).toBe(NOW_MS + 5 + 3 * DAY_MS);
  });

  it('moves on with a renewal, to what the renewal says', () => {
    const later = renewal({
      serverTimeMs: NOW_MS + 2 * DAY_MS,
      leases: [{ announcementId: 'ktp', untilMs: NOW_MS + 4 * DAY_MS }],
    });
    expect(airableUntilMs(approval(), [later], NOW_MS)).toBe(NOW_MS + 4 * DAY_MS);
  });

  it('is not moved by a renewal of another announcement', () => {
    const other = renewal({ leases: [{ announcementId: 'other', untilMs: NOW_MS + 9 * DAY_MS }] });
    expect(airableUntilMs(approval(), [other], NOW_MS)).toBe(NOW_MS + 3 * DAY_MS);
  });

  it('[F45] ends for evergreen content with its approved validity only', () => {
    const evergreen = approval({ evergreen: true, validUntilMs: NOW_MS + 500 * DAY_MS });
    expect(airableUntilMs(evergreen, [], NOW_MS)).toBe(NOW_MS + 500 * DAY_MS);
  });

  it('never passes the approved validity, nor one lease from the newest word, whatever renewals say', () => {
    const anyRenewal = fc
      .record({ at: fc.integer({ min: 0, max: 20 }), until: fc.integer({ min: 0, max: 500 }) })
      .map(({ at, until }) =>
        renewal({
          serverTimeMs: NOW_MS + at * DAY_MS,
          leases: [{ announcementId: 'ktp', untilMs: NOW_MS + until * DAY_MS }],
        }),
      );
    fc.assert(
      fc.property(fc.array(anyRenewal), fc.integer({ min: 0, max: 20 }), (renewals, receivedDay) => {
        const until = airableUntilMs(approval(), renewals, NOW_MS + receivedDay * DAY_MS);
        const newestWordMs = Math.max(
          NOW_MS + receivedDay * DAY_MS,
          ...renewals.map((one) => one.serverTimeMs),
        );
        expect(until).toBeLessThanOrEqual(NOW_MS + 10 * DAY_MS);
        expect(until).toBeLessThanOrEqual(newestWordMs + 3 * DAY_MS);
      }),
    );
  });
});
