import type { Verifier } from '../../../core/trust/index.ts';

/** Checks one signature, at its own pace. */
export type AsyncVerify = (
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
) => Promise<boolean>;

interface Question {
  signature: Uint8Array;
  message: Uint8Array;
  publicKey: Uint8Array;
}

const keyOf = ({ signature, message, publicKey }: Question): string =>
  `${publicKey.join()}|${signature.join()}|${String(message.length)}`;

const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

/**
 * Runs a check that asks for signatures one after another, with a verifier that answers later: the check is run again,
 * each time with the answers so far, until it has asked nothing new. An unanswered question counts as a bad signature,
 * so nothing is ever taken for good early.
 */
export async function settle<T>(check: (verifier: Verifier) => T, verify: AsyncVerify): Promise<T> {
  const answers = new Map<string, { question: Question; good: boolean }[]>();
  for (;;) {
    const open: Question[] = [];
    const outcome = check({
      verify(signature, message, publicKey) {
        const question = { signature, message, publicKey };
        const known = answers.get(keyOf(question))?.find((one) => same(one.question.message, message));
        if (known === undefined) open.push(question);
        return known?.good ?? false;
      },
    });
    if (open.length === 0) return outcome;
    const found = await Promise.all(
      open.map(async (question) => ({
        question,
        good: await verify(question.signature, question.message, question.publicKey),
      })),
    );
    for (const answer of found) {
      const key = keyOf(answer.question);
      answers.set(key, [...(answers.get(key) ?? []), answer]);
    }
  }
}
