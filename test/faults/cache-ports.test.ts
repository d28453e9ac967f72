/** Which doors of the player are open to its network, and to whom. */
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { DEFAULT_PLAYER_SETTINGS } from '../../core/model/screen-settings.ts';
import { LAN_HELD_PATH, LAN_PULL_PATH } from '../../core/protocol/lan.ts';
import { signerFromSeed, type Signer } from '../../core/trust/index.ts';
import { authorizationFor } from '../../main/lan/authority.ts';
import { sha256Hex } from '../../media/store/index.ts';
import { picture, startPairedRig } from '../main/player-rig.ts';
import { doorsBeyondLoopback } from './support/doors.ts';
import { figure } from './support/figure.ts';
import { untilWhole } from './support/playing.ts';

/** Stands for the address of the machine in its network; 127.0.0.1 is what only the machine itself reaches. */
const LAN_ADDRESS = '127.0.0.2';
const lan = { host: LAN_ADDRESS, port: 0, subnets: () => [{ address: LAN_ADDRESS, prefixBits: 8 }] };

const settings = (lanSharing: boolean) => ({ settings: { ...DEFAULT_PLAYER_SETTINGS, lanSharing } });
const beyondLoopback = () => doorsBeyondLoopback([process.pid]);

test.skipIf(process.platform !== 'linux')(
  '[F53] no door is open beyond loopback; with sharing on there is one, which knows enrolled neighbours and named files only',
  async () => {
    const rig = await startPairedRig({ lan });
    const { director } = rig;
    const bytes = picture(1_500_000);
    await untilWhole(rig, director.publish([{ id: 'ktp', bytes }], settings(false)).version);
    expect(await beyondLoopback()).toEqual([]);

    await untilWhole(rig, director.publish([{ id: 'ktp', bytes }], settings(true)).version);
    await expect.poll(async () => (await beyondLoopback()).length).toBe(1);
    const [found = ''] = await beyondLoopback();
    expect(found).toMatch(`tcp ${LAN_ADDRESS}:`);
    const door = found.slice('tcp '.length);
    const own = director.hellos.at(-1)?.publicKey ?? '';
    const neighbour = signerFromSeed(randomBytes(32));
    const stranger = signerFromSeed(randomBytes(32));
    const { ed25519: publicKey } = neighbour.publicKey;
    director.send({ type: 'neighbours', peers: [{ publicKey, port: 9, addresses: [LAN_ADDRESS] }] });

    const ask = (path: string, authorization?: string, method = 'GET') =>
      fetch(`http://${door}${path}`, { method, headers: authorization ? { authorization } : {} });
    const by = (signer: Signer, path: string, changes: { to?: string; nowMs?: number } = {}) =>
      authorizationFor(signer, { to: own, method: 'GET', path, nowMs: Date.now(), ...changes });
    const chunk = `${LAN_HELD_PATH}${sha256Hex(bytes)}/1`;
    await expect.poll(async () => (await ask(chunk, by(neighbour, chunk))).status).toBe(200);
    const served = await ask(chunk, by(neighbour, chunk));
    expect(Buffer.from(await served.arrayBuffer()).equals(bytes.subarray(2 ** 20))).toBe(true);

    const once = by(neighbour, chunk);
    expect((await ask(chunk, once)).status).toBe(200);
    const refused: [string, Promise<Response>][] = [
      ['no signature', ask('/')],
      ['no signature, a real file', ask(chunk)],
      ['a stranger', ask(chunk, by(stranger, chunk))],
      ['the same request again', ask(chunk, once)],
      ['signed for another player', ask(chunk, by(neighbour, chunk, { to: publicKey }))],
      ['signed for another path', ask(chunk, by(neighbour, `${chunk}0`))],
      ['signed an hour ago', ask(chunk, by(neighbour, chunk, { nowMs: Date.now() - 3_600_000 }))],
      ['another method', ask(chunk, by(neighbour, chunk), 'DELETE')],
    ];
    for (const [how, answer] of refused) expect([how, (await answer).status]).toEqual([how, 401]);
    const unnamed = sha256Hex('not in any manifest');
    for (const path of [
      '/',
      '/api/status',
      `${LAN_HELD_PATH}../identity.json/0`,
      `${LAN_HELD_PATH}${unnamed}/0`,
      `${LAN_HELD_PATH}${sha256Hex(bytes)}/2`,
      `${LAN_PULL_PATH}${unnamed}/0`,
    ]) {
      const sent = new URL(path, `http://${door}`).pathname;
      expect([path, (await ask(sent, by(neighbour, sent))).status]).toEqual([path, 404]);
    }

    director.publish([{ id: 'ktp', bytes }], settings(false));
    await expect.poll(beyondLoopback).toEqual([]);
    figure('0 ports, with sharing 1');
  },
);
