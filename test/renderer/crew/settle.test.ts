import { expect, test } from 'vitest';
import { checkApproval, nobleVerifier, signEnvelope } from '../../../core/trust/index.ts';
import { ed25519Verify } from '../../../renderer/crew/trust/ed25519.ts';
import { settle, type AsyncVerify } from '../../../renderer/crew/trust/settle.ts';
import { invitationIn, phoneLabel } from '../../../renderer/crew/net/sign-in.ts';
import { crewLink } from '../../../core/protocol/crew.ts';
import { approver, root, shaOf, signedApproval, stranger } from '../../core/trust/samples.ts';

const later: AsyncVerify = async (...question) => {
  await Promise.resolve();
  return nobleVerifier.verify(...question);
};

test('a check that asks one signature after another is answered as if the answers had been there at once', async () => {
  const good = signedApproval();
  const twice = signEnvelope('approval', JSON.parse(atob(good.payload)), [stranger, approver]);
  for (const envelope of [good, twice]) {
    const settled = await settle((verifier) => checkApproval(envelope, root(), { verifier }), later);
    expect(settled).toEqual(checkApproval(envelope, root()));
    expect(settled.ok).toBe(true);
  }
});

test('what the browser’s own Ed25519 finds is what the one in script finds, for good and for bent signatures', async () => {
  const verify = await ed25519Verify();
  const good = signedApproval();
  const bent = structuredClone(good);
  const [signature] = bent.signatures;
  if (signature) signature.sig = `${signature.sig.startsWith('A') ? 'B' : 'A'}${signature.sig.slice(1)}`;
  for (const envelope of [good, bent]) {
    const settled = await settle((verifier) => checkApproval(envelope, root(), { verifier }), verify);
    expect(settled).toEqual(checkApproval(envelope, root()));
  }
});

test('a QR code’s link is understood whole or not at all', () => {
  const token = 'a'.repeat(43);
  const invitation = { token, rootSha256: shaOf('root') };
  expect(invitationIn(`https://wawar.kota.go.id${crewLink(token, shaOf('root'))}`)).toEqual(invitation);
  expect(invitationIn(`https://wawar.kota.go.id/crew/#token=${token}`)).toBeNull();
  expect(invitationIn('https://contoh.id/')).toBeNull();
});

test('two phones can be told apart by what central shows of them, and no more is told', () => {
  const agent =
    'Mozilla/5.0 (Linux; Android 13; SM-A047F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';
  expect(phoneLabel(agent)).toBe('Chrome 140 · Linux; Android 13; SM-A047F');
});
