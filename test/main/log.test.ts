import { expect, it } from 'vitest';
import { AppError } from '../../core/model/app-error.ts';
import { jsonLog, RecentLines } from '../../main/log.ts';

const nothing = { write: () => true };

it('keeps the last lines, about as many bytes as it may, and passes every one on', () => {
  let passed = 0;
  const recent = new RecentLines({ write: () => (passed += 1) }, 2000);
  const log = jsonLog(recent, () => 0);
  for (let n = 0; n < 100; n += 1) log.info('counted', { n });
  expect(passed).toBe(100);
  const lines = recent.text().trim().split('\n');
  expect(JSON.parse(lines.at(-1) ?? '')).toEqual({
    time: '1970-01-01T00:00:00.000Z',
    level: 'info',
    event: 'counted',
    n: 99,
  });
  expect(Buffer.byteLength(recent.text())).toBeLessThanOrEqual(2000);
  expect(lines.length).toBeGreaterThan(20);
});

it('a line longer than all that may be kept is kept alone', () => {
  const recent = new RecentLines(nothing, 100);
  jsonLog(recent, () => 0).info('long', { text: 'x'.repeat(500) });
  expect(recent.text()).toContain('xxx');
});

it('no secret is written, whatever is handed in', () => {
  const recent = new RecentLines(nothing);
  const log = jsonLog(recent, () => 0);
  log.warn('request_refused', { url: 'http://127.0.0.1:3000/?token=RAHASIA1&x=1' });
  log.error('failed', {
    token: 'RAHASIA2',
    headers: { authorization: 'Bearer RAHASIA3', note: 'Bearer RAHASIA4' },
    error: new AppError('network', 'rtsp://kamera:RAHASIA5@10.0.0.2/1 is gone', {
      context: { password: 'RAHASIA6' },
    }),
    identity: { seed: 'RAHASIA7' },
  });
  expect(recent.text()).not.toContain('RAHASIA');
  expect(recent.text()).toContain('?token=…&x=1');
  expect(recent.text()).toContain('rtsp://…@10.0.0.2/1');
});
