/** Screens as operators watch and steer them. */
import {
  claimPairing,
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
  const { commands, db, hub, live } = services;
  return [
    bind(listScreensLive, async () => {
      const screens = await db.selectFrom('screens').select('id').orderBy('name').execute();
      const views = [];
      for (const { id } of screens) views.push(await live.view(id));
      return views;
    }),

    bind(getSnapshot, async ({ params: { id }, res }) => {
      const { jpeg, atMs } = orNotFound(live.snapshot(id));
      res
        .type('image/jpeg')
        .set('Cache-Control', 'private, no-store')
        .set('Last-Modified', new Date(atMs).toUTCString())
        .end(jpeg);
    }),

    bind(sendCommand, async ({ params: { id }, body: { command }, user }) => {
      const connection = hub.ofScreen(id);
      if (connection === undefined) throw new Refusal('screen_offline');
      const event = { action: 'screen.commanded', subjectKind: 'screen', subjectId: id, detail: { command } };
      await recorded(services, { userId: user.id, ...event }, async () => undefined);
      return commands.send(connection, command);
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
