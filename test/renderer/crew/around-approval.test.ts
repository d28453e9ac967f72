/** What is heard around a clip rests on two people, as the clip does: in a real browser, against the real server. */
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { withdrawAroundClip } from '../../../core/api/around.ts';
import { CrewDayBundle } from '../../../core/protocol/crew.ts';
import {
  parsePayload,
  fromBase64,
  payloadSha256,
  signEnvelope,
  type AroundApproval,
  type Envelope,
  type Signer,
} from '../../../core/trust/index.ts';
import { heardIn, listenIn } from './support/listening.ts';
import {
  agreeAround,
  chooseTour,
  FAR_AWAY,
  newPhone,
  openPhoneShop,
  picture,
  plan,
  qrLink,
  ready,
  recording,
  soon,
  tourPlan,
  FLOOD,
} from './support/market.ts';
import { stolenKeys } from './support/stolen-keys.ts';

const shop = openPhoneShop();

/** Names of the recordings the phone holds. */
const storedClips = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<IDBValidKey[]>((done) => {
        const opening = indexedDB.open('wawar-crew');
        opening.onsuccess = () => {
          const asking = opening.result.transaction('clips').objectStore('clips').getAllKeys();
          asking.onsuccess = () => {
            opening.result.close();
            done(asking.result);
          };
        };
      }),
  );

/** The day the server has signed, with this approval named in it, signed with the server's key again. */
function naming(around: Envelope, bundle: CrewDayBundle, publisher: Signer): CrewDayBundle {
  if (bundle.day === null) return bundle;
  const day = parsePayload('crewDay', fromBase64(bundle.day.payload) ?? new Uint8Array());
  if (!day.ok) throw new Error(day.error.code);
  const statement = { ...day.value.statement, aroundSha256: payloadSha256(around) };
  return { ...bundle, day: signEnvelope('crewDay', statement, [publisher]) };
}

test('what two people have not approved is never heard around a clip, whoever has the server; the clip is', async () => {
  const { where } = shop;
  const { api } = where.editor;
  const greeting = `Warga kota. ${FLOOD}`.slice(0, 200);
  const [clip, agreed] = await Promise.all([
    recording(where, 'Cegah Demam Berdarah'),
    agreeAround(where, { chime: false, greeting, closing: '' }),
  ]);
  await plan(where, tourPlan(where, [clip], { startLocal: '00:03' }));
  const [part] = agreed.parts;
  const recorded = clip.renditions[0]?.sha256;
  const { publisher, approver } = await stolenKeys(where);
  const { page, context } = await newPhone(shop);
  await context.setGeolocation(FAR_AWAY);
  await listenIn(page, 4);
  onTestFinished(() => page.unrouteAll({ behavior: 'ignoreErrors' }));
  const play = async () => {
    await page.getByRole('button', { name: `Putar ${clip.content.title}` }).click();
    await page.getByText('Semua titik selesai').waitFor();
    return (await heardIn(page)).map(({ sha256 }) => sha256);
  };

  // Both keys are stolen, but still it is one person who speaks.
  const [proposer, decider] = [where.admin.user.id, where.approver.user.id];
  const { content, parts } = agreed;
  const claimed = {
    kind: 'around',
    schema: 1,
    content,
    parts,
    approvedBy: decider,
    approvedAtMs: 1,
  } as const;
  const forge = (submittedBy: string, by: Signer) =>
    signEnvelope('around', { ...claimed, submittedBy } satisfies AroundApproval, [by]);
  const [byServer, alone] = [forge(proposer, publisher), forge(decider, approver)];
  let forged = byServer;
  // Not the questions that wait for a change.
  await page.route(/\/api\/crew\/day\?(?!.*known)/, async (route) => {
    const response = await route.fetch();
    const bundle = CrewDayBundle.parse(await response.json());
    await route.fulfill({ response, json: naming(forged, bundle, publisher) });
  });
  for (const one of [byServer, alone]) {
    const url = `**/api/crew/approvals/${payloadSha256(one)}`;
    await page.route(url, (route) => route.fulfill({ json: one }));
  }
  await ready(page, await qrLink(where));
  await chooseTour(page, '00:03');
  await page.getByText('tidak diputar: persetujuannya tidak ditandatangani penyetuju kota ini').waitFor();
  await picture(page, 'around-refused');
  expect(await play()).toEqual([recorded]);
  forged = alone;
  await page.reload();
  await page.getByText('yang menyetujui orang yang sama').waitFor();
  expect(await play()).toEqual([recorded]);

  // Approved, but other bytes come under its name.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  let asked = 0;
  await page.route(`**/api/crew/media/${part?.sha256 ?? ''}`, (route) => {
    asked += 1;
    return route.fulfill({ contentType: 'audio/mpeg', body: Buffer.alloc(part?.bytes ?? 0, 1) });
  });
  await page.reload();
  await soon(() => asked).toBe(3);
  await page.getByText('Semua klip ada di ponsel').waitFor();
  expect(await play()).toEqual([recorded]);

  // What is withdrawn falls silent at once, and what was paused does not go on by itself.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.reload();
  await page.getByText('Semua klip ada di ponsel').waitFor();
  await page.getByRole('button', { name: `Putar ${clip.content.title}` }).click();
  await page.getByText('Pembuka', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Jeda' }).click();
  await page.getByText('Dijeda').waitFor();
  const learnt = page.waitForResponse(/\/api\/crew\/day\?/);
  await api.call(withdrawAroundClip, { params: { id: agreed.id }, body: { reason: 'Salah nama kota' } });
  await learnt;
  await soon(() => storedClips(page)).not.toContain(part?.sha256);
  await page.getByRole('button', { name: 'Lanjutkan' }).click();
  await page.getByText('Semua titik selesai').waitFor();
  expect((await heardIn(page)).map(({ sha256 }) => sha256)).toEqual([part?.sha256, recorded]);
});
