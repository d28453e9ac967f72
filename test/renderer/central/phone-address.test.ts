import { expect, test } from 'vitest';
import { addressProblem } from '../../../renderer/central/pages/units/phone-address.ts';

test('an address a phone cannot use is told apart: this very computer’s, or one without https', () => {
  const problems = [
    'https://wawar.kota.go.id',
    'http://wawar.kota.go.id',
    'http://192.168.1.20:8080',
    'http://127.0.0.1:8080',
    'http://localhost:8080',
    'https://wawar.localhost',
    'http://[::1]:8080',
  ].map((address) => addressProblem(new URL(address)));
  expect(problems).toEqual([null, 'insecure', 'insecure', 'loopback', 'loopback', 'loopback', 'loopback']);
});
