/**
 * A real player service with a page, in a process of its own, that dies at one call of its storage:
 * `node dying-player.ts <data folder> <server> <page folder> <call>`. Ends by itself, saying how many calls there
 * were, when its input is closed before that.
 */
import { once } from 'node:events';
import { startPlayerService } from '../../../main/service.ts';
import { TestPage } from '../../support/test-page.ts';
import { dyingStorage } from './dying-storage.ts';

const [dataDir = '', serverUrl = '', rendererDir = '', dieAt = ''] = process.argv.slice(2);
const { storage, calls } = dyingStorage(Number(dieAt));
const silent = () => undefined;
const service = await startPlayerService({
  ...{ dataDir, serverUrl, rendererDir, storage },
  software: 'test',
  log: { info: silent, warn: silent, error: silent },
});
const page = await TestPage.open(service.entry);
page.played('kedua', Date.now());
process.stdin.resume();
await once(process.stdin, 'end');
page.close();
await service.close();
process.stdout.write(JSON.stringify(calls()));
