import { expect, test } from 'vitest';
import { checkAround } from '../../../core/trust/index.ts';
import { around, codeOf, publisher, root, signedAround, stranger } from './samples.ts';

test('sounds around clips hold when one person proposed and another approved them', () => {
  const checked = checkAround(signedAround(), root());
  expect(checked.ok && checked.value.statement).toEqual(around());
});

test.each([
  ['the server’s own key', signedAround({}, publisher), 'wrong_key'],
  ['a key the root does not know', signedAround({}, stranger), 'wrong_key'],
  ['the person who proposed them', signedAround({ submittedBy: 'ketua-tim' }), 'same_person'],
  ['a borrowed name', signedAround({ approvedBy: 'kabid' }), 'wrong_person'],
])('sounds approved by %s do not', (_, envelope, code) => {
  expect(codeOf(checkAround(envelope, root()))).toBe(code);
});
