import { expect, onTestFinished, test } from 'vitest';
import { HELLO_CONTEXT, PROTOCOL_VERSION } from '../../../core/protocol/device.ts';
import { toBase64 } from '../../../core/trust/index.ts';
import { Connection } from '../../../main/sync/connection.ts';
import { newSigner } from '../../support/director/city-root.ts';
import { MiniDirector } from '../../support/mini-director.ts';

test('a server that hangs up on what it is told is asked ever less often, a line that drops at once', async () => {
  const director = new MiniDirector();
  await director.start();
  const waitsMs: unknown[] = [];
  const signer = newSigner();
  const publicKey = signer.publicKey.ed25519;
  const silent = () => undefined;
  const connection = new Connection({
    serverUrl: new URL(director.url),
    hello: (nonce) => ({
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      publicKey,
      signature: toBase64(signer.sign(new TextEncoder().encode(`${HELLO_CONTEXT}\n${nonce}\n${publicKey}`))),
      software: 'test',
      release: null,
      capabilities: [],
      programmeSchema: 1,
      storeEpoch: 'e1',
      manifestVersion: 0,
      rootVersion: 1,
    }),
    log: {
      info: (_event, context) => void waitsMs.push(context?.['againInMs']),
      warn: silent,
      error: silent,
    },
    // Of the 2 s that first tries are spread over, 2 ms.
    random: () => 0.001,
  });
  onTestFinished(async () => {
    connection.close();
    await director.stop();
  });
  connection.events.on('message', ({ type }) => {
    if (type === 'welcome') connection.settled();
  });
  connection.start();
  await director.until(() => director.codeShown !== null, 'hello');
  director.misbehave({ hangUp: true });
  director.pair();
  await director.until(() => waitsMs.length >= 5, 'five times hung up on');
  expect(waitsMs.slice(0, 5)).toEqual([2, 4, 8, 16, 30]);

  director.misbehave({});
  await expect
    .poll(() => {
      director.cutDevice();
      return waitsMs.at(-1);
    })
    .toBe(2);
});
