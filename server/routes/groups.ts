import { createGroup, deleteGroup, listGroups, updateGroup } from '../../core/api/screens.ts';
import { EntryPlan, type Screen, type ScreenGroup } from '../../core/model/catalogue.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import { fitsWall, sharesTime } from '../publish/sync-group.ts';
import type { Services } from '../services.ts';
import { orNameTaken, recorded } from '../store/change.ts';
import type { Trx } from '../store/database.ts';
import { groupOf, groupRow, readGroups } from '../store/groups.ts';
import { readJson } from '../store/json.ts';
import { readScreens } from '../store/screens.ts';

type Member = Omit<Screen, 'id'>;

/** Refuses with `group_differs` or `outside_wall` when these screens cannot play as one. */
export function refuseUnlessTogether({ sync, wall }: ScreenGroup, members: readonly Member[]): void {
  if (!sync) return;
  const [first] = members;
  if (first && !members.every((member) => sharesTime(first, member))) throw new Refusal('group_differs');
  if (wall && !members.every((member) => fitsWall(member, wall))) throw new Refusal('outside_wall');
}

async function isUsed(trx: Trx, groupId: string): Promise<boolean> {
  if ((await readScreens(trx)).some((screen) => screen.groupId === groupId)) return true;
  const entries = await trx.selectFrom('entries').select('plan').where('deleted', '=', 0).execute();
  return entries.some(({ plan }) => {
    const { target } = readJson(EntryPlan, plan);
    return target.kind === 'group' && target.groupId === groupId;
  });
}

export function groupRoutes(services: Services): Route[] {
  const { db, newId, events } = services;
  return [
    bind(listGroups, () => readGroups(db)),

    bind(createGroup, async ({ body, user }) => {
      const id = newId();
      const event = { action: 'group.added', subjectKind: 'group', subjectId: id, detail: body };
      await recorded(services, { userId: user.id, ...event }, (trx) =>
        orNameTaken(
          trx
            .insertInto('screen_groups')
            .values({ id, ...groupRow(body) })
            .execute(),
        ),
      );
      events.changed('groups', id);
      return { id, ...body };
    }),

    bind(updateGroup, async ({ params: { id }, body, user }) => {
      const event = { action: 'group.changed', subjectKind: 'group', subjectId: id, detail: body };
      const row = await recorded(services, { userId: user.id, ...event }, async (trx) => {
        const members = (await readScreens(trx)).filter((screen) => screen.groupId === id);
        refuseUnlessTogether({ id, ...body }, members);
        const changed = trx
          .updateTable('screen_groups')
          .set(groupRow(body))
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirst();
        return orNotFound(await orNameTaken(changed));
      });
      events.changed('groups', id);
      return groupOf(row);
    }),

    bind(deleteGroup, async ({ params: { id }, user }) => {
      const event = { action: 'group.deleted', subjectKind: 'group', subjectId: id };
      await recorded(services, { userId: user.id, ...event }, async (trx) => {
        if (await isUsed(trx, id)) throw new Refusal('in_use');
        const deleted = trx
          .deleteFrom('screen_groups')
          .where('id', '=', id)
          .returning('id')
          .executeTakeFirst();
        orNotFound(await deleted);
      });
      events.changed('groups', id);
    }),
  ];
}
