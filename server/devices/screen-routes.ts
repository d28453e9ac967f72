/** Screens as operators watch and steer them. */
import {
  claimPairing,
  getLog,
  getSnapshot,
  listPairing,
  listScreensLive,
  sendCommand,
  unpairScreen,
} from '../../core/api/screens.ts';
import type { DirectorServices } from '../director-services.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import { recorded } from '../store/change.ts';
import { claim, unpair } from './pairing.ts';

export function liveRoutes(services: DirectorServices): Route[] {
  const { commands, db, hub, live, playerFiles } = services;
  return [
    bind(listScreensLive, async () => {
      const screens = await db.selectFrom('screens').select('id').orderBy('name').execute();
      const views = [];
      for (const { id } of screens) views.push(await live.view(id));
      return views;
    }),

    bind(getSnapshot, async ({ params: { id }, res }) => {
      const { jpeg, atMs } = orNotFound(await live.snapshot(id));
      res
        .type('image/jpeg')
        .set('Cache-Control', 'private, no-store')
        .set('Last-Modified', new Date(atMs).toUTCString())
        .end(jpeg);
    }),

    bind(getLog, async ({ params: { id }, res }) => {
      const { bytes, atMs } = orNotFound(await playerFiles.log(id));
      const name = `wawar-${id}-${new Date(atMs).toISOString().slice(0, 19).replaceAll(':', '')}.jsonl.gz`;
      res
        .type('application/gzip')
        .set('Cache-Control', 'private, no-store')
        .set('Content-Disposition', `attachment; filename="${name}"`)
        .end(bytes);
    }),

    bind(sendCommand, async ({ params: { id }, body: { command }, user }) => {
      const connection = hub.ofScreen(id);
      if (connection === undefined) throw new Refusal('screen_offline');
      const record = (action: string, detail: Readonly<Record<string, unknown>>) => {
        const event = { action, subjectKind: 'screen', subjectId: id, detail: { command, ...detail } };
        return recorded(services, { userId: user.id, ...event }, async () => undefined);
      };
      await record('screen.commanded', {});
      try {
        const answer = await commands.send(connection, command);
        await record('screen.command_answered', { ...answer });
        return answer;
      } catch (error) {
        // Whether it was done is not known; the log says that, too.
        if (error instanceof Refusal)
          await record('screen.command_answered', { ok: false, detail: error.code });
        throw error;
      }
    }),

    bind(listPairing, async () =>
      [...hub.unpaired.values()].map(({ code, software, sinceMs }) => ({ code, software, sinceMs })),
    ),

    bind(claimPairing, async ({ body, user }) => {
      await claim(services, { ...body, userId: user.id });
      return live.view(body.screenId);
    }),

    bind(unpairScreen, ({ params: { id }, user }) => unpair(services, id, user.id)),
  ];
}
