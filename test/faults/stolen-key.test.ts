import { expect, test } from 'vitest';
import type { Manifest, ProgrammeItem } from '../../core/model/programme.ts';
import { addSignature, signEnvelope, type Envelope, type Signer } from '../../core/trust/index.ts';
import { picture, type Rig } from '../main/player-rig.ts';
import { newSigner, nextRoot } from '../support/director/city-root.ts';
import { approvalOf } from '../support/director/wanted.ts';
import type { Misbehaviour } from '../support/mini-director.ts';
import { figure } from './support/figure.ts';
import { playing, refusalOf, untilTakenAgain } from './support/playing.ts';

const resigned = (envelope: Envelope, signer: Signer): Envelope =>
  addSignature({ ...envelope, signatures: [] }, signer);

const withItems = (manifest: Manifest, change: (item: ProgrammeItem) => ProgrammeItem): Manifest => ({
  ...manifest,
  programme: { ...manifest.programme, items: manifest.programme.items.map(change) },
});

/** Everything one who holds the server's signing key, and no approver's, can try. */
const attempts: readonly [title: string, code: string, how: (rig: Rig) => Misbehaviour][] = [
  ['no approval at all', 'uncovered', () => ({ bundle: (bundle) => ({ ...bundle, approvals: [] }) })],
  [
    'an approval signed with the server’s key',
    'uncovered',
    ({ director }) => ({
      bundle: (bundle) => ({
        ...bundle,
        approvals: bundle.approvals.map((one) => resigned(one, director.publisher)),
      }),
    }),
  ],
  [
    'an approval with an approver’s signature copied from another one',
    'uncovered',
    ({ director }) => ({
      bundle: (bundle) => {
        const { signatures } = approvalOf({ id: 'baik', bytes: picture(10) }, director.approver);
        return { ...bundle, approvals: bundle.approvals.map((one) => ({ ...one, signatures })) };
      },
    }),
  ],
  [
    'another file under the approval of the item',
    'uncovered',
    () => ({
      manifest: (manifest) => {
        const sha256 = 'ab'.repeat(32);
        return {
          ...withItems(manifest, (item) => ({ ...item, mediaSha256: sha256 }) as ProgrammeItem),
          media: manifest.media.map((file) => ({ ...file, sha256 })),
        };
      },
    }),
  ],
  [
    'another title',
    'uncovered',
    () => ({ manifest: (manifest) => withItems(manifest, (item) => ({ ...item, title: 'Transfer' })) }),
  ],
  [
    'evergreen that was not approved as such',
    'uncovered',
    () => ({ manifest: (manifest) => withItems(manifest, (item) => ({ ...item, evergreen: true })) }),
  ],
  [
    'an emergency that was not approved as such',
    'uncovered',
    () => ({ manifest: (manifest) => withItems(manifest, (item) => ({ ...item, emergency: true })) }),
  ],
  [
    'a longer air time',
    'uncovered',
    () => ({ manifest: (manifest) => withItems(manifest, (item) => ({ ...item, airDurationMs: 300_000 })) }),
  ],
  [
    'a ticker line under a picture’s approval',
    'uncovered',
    () => ({
      manifest: (manifest) =>
        withItems(manifest, ({ id, announcementId, title, approvalSha256, ...item }) => ({
          kind: 'ticker',
          ...{ id, announcementId, title, approvalSha256 },
          text: 'Transfer ke rekening ini',
          airDurationMs: item.airDurationMs,
          validFromMs: item.validFromMs,
          validUntilMs: item.validUntilMs,
          emergency: item.emergency,
          evergreen: item.evergreen,
        })),
    }),
  ],
  [
    'another name of the city on the slate',
    'inconsistent',
    () => ({
      manifest: (manifest) => ({
        ...manifest,
        programme: { ...manifest.programme, cityName: 'Transfer ke rekening ini' },
      }),
    }),
  ],
  [
    'a root of its own making',
    'wrong_key',
    ({ director }) => ({
      bundle: (bundle) => {
        const own = newSigner();
        const root = nextRoot(director.root, [own], 1);
        return { ...bundle, roots: [signEnvelope('root', root, [director.publisher, own])] };
      },
    }),
  ],
];

/** All that is drawn of a screen that the server gave this name, and asked to identify itself. */
async function drawnOnIdentify({ director, page }: Rig, screenName: string): Promise<string> {
  director.misbehave({
    manifest: (manifest) => ({ ...manifest, programme: { ...manifest.programme, screenName } }),
  });
  const { version } = director.publish([{ id: 'nama', bytes: picture(2000) }]);
  await director.until(() => page.state?.manifestVersion === version, 'renamed');
  director.send({ type: 'command', id: 'siapa', command: 'identify', expiresAtMs: Date.now() + 60_000 });
  const drawn = () => page.messages.find((one) => one.type === 'identify');
  await director.until(() => drawn() !== undefined, 'identified');
  const { slate, pairingCode } = page.state!;
  return JSON.stringify([drawn(), slate, pairingCode]);
}

test('[F12] who stole the server’s key can show nothing that people did not approve', async () => {
  const player = await playing();
  const { rig, good } = player;
  const told = rig.page.states.length;
  const mediaRequests = rig.director.mediaRequests.length;
  for (const [title, code, how] of attempts) {
    expect(await refusalOf(player, how(rig)), title).toBe(code);
  }
  expect(rig.page.states).toHaveLength(told);
  expect(rig.director.mediaRequests).toHaveLength(mediaRequests);
  expect(rig.page.state).toMatchObject({ manifestVersion: good, unavailable: [] });
  await untilTakenAgain(player);
  expect(await drawnOnIdentify(rig, 'Transfer ke rekening ini')).not.toContain('Transfer');
  figure(`${attempts.length} of ${attempts.length} attempts refused, nothing fetched`);
});
