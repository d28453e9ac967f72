import { createScreen, deleteScreen, listScreens, updateScreen } from '../../core/api/screens.ts';
import { EntryPlan, type Screen } from '../../core/model/catalogue.ts';
import { cameraUrlToKeep, withoutCameraSecret } from '../eyes/camera-url.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import type { Services } from '../services.ts';
import { orNameTaken, recorded } from '../store/change.ts';
import type { Trx } from '../store/database.ts';
import { readJson, writeJson } from '../store/json.ts';
import { readGroups } from '../store/groups.ts';
import { readScreens, screenOf } from '../store/screens.ts';
import { refuseUnlessTogether } from './groups.ts';

type ScreenSpec = Omit<Screen, 'id'>;

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

/**
 * What the schema alone cannot see: zones inside the panel and named once, a real zone, known area and group, and what
 * the screens of a group must have in common.
 */
async function checkScreen(trx: Trx, spec: ScreenSpec, screenId: string | null): Promise<void> {
  const errors: { path: string; message: string }[] = [];
  const names = new Set<string>();
  spec.zones.forEach((zone, index) => {
    const inside =
      zone.x + zone.widthPx <= spec.output.widthPx && zone.y + zone.heightPx <= spec.output.heightPx;
    if (!inside || names.has(zone.id)) errors.push({ path: `zones.${index}`, message: 'zone' });
    names.add(zone.id);
  });
  if (!isTimeZone(spec.timeZone)) errors.push({ path: 'timeZone', message: 'time zone' });
  const { areaId, groupId } = spec;
  if (areaId !== null) {
    const area = await trx.selectFrom('areas').select('id').where('id', '=', areaId).executeTakeFirst();
    if (area === undefined) errors.push({ path: 'areaId', message: 'area' });
  }
  const groups = groupId === null ? [] : await readGroups(trx);
  const group = groups.find((one) => one.id === groupId);
  if (groupId !== null && group === undefined) errors.push({ path: 'groupId', message: 'group' });
  if (errors.length > 0) throw new Refusal('invalid_request', { errors });
  if (group === undefined) return;
  const others = (await readScreens(trx)).filter((one) => one.groupId === group.id && one.id !== screenId);
  refuseUnlessTogether(group, [...others, spec]);
}

async function isScheduled(trx: Trx, screenId: string): Promise<boolean> {
  const entries = await trx.selectFrom('entries').select('plan').where('deleted', '=', 0).execute();
  return entries.some(({ plan }) => {
    const { target } = readJson(EntryPlan, plan);
    return target.kind === 'screen' && target.screenId === screenId;
  });
}

export function screenRoutes(services: Services): Route[] {
  const { db, nowMs, newId, events } = services;
  return [
    bind(listScreens, async () => (await readScreens(db)).map(withoutCameraSecret)),

    bind(createScreen, async ({ body, user }) => {
      const cameraUrl = cameraUrlToKeep(body.cameraUrl, null, user);
      const row = { id: newId(), name: body.name, spec: writeJson({ ...body, cameraUrl }) };
      const detail = withoutCameraSecret(body);
      const event = { action: 'screen.added', subjectKind: 'screen', subjectId: row.id, detail };
      await recorded(services, { userId: user.id, ...event }, async (trx) => {
        await checkScreen(trx, body, null);
        await orNameTaken(trx.insertInto('screens').values(row).execute());
      });
      events.changed('screens', row.id);
      return withoutCameraSecret(screenOf(row));
    }),

    bind(updateScreen, async ({ params: { id }, body, user }) => {
      const detail = withoutCameraSecret(body);
      const event = { action: 'screen.changed', subjectKind: 'screen', subjectId: id, detail };
      const row = await recorded(services, { userId: user.id, ...event }, async (trx) => {
        await checkScreen(trx, body, id);
        const before = orNotFound((await readScreens(trx)).find((screen) => screen.id === id));
        const cameraUrl = cameraUrlToKeep(body.cameraUrl, before.cameraUrl, user);
        const changed = trx
          .updateTable('screens')
          .set({ name: body.name, spec: writeJson({ ...body, cameraUrl }) })
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirst();
        return orNotFound(await orNameTaken(changed));
      });
      events.changed('screens', id);
      return withoutCameraSecret(screenOf(row));
    }),

    bind(deleteScreen, async ({ params: { id }, user }) => {
      const event = { action: 'screen.deleted', subjectKind: 'screen', subjectId: id };
      const revoked = await recorded(services, { userId: user.id, ...event }, async (trx) => {
        if (await isScheduled(trx, id)) throw new Refusal('in_use');
        orNotFound(await trx.deleteFrom('screens').where('id', '=', id).returning('id').executeTakeFirst());
        return trx
          .updateTable('devices')
          .set({ revoked_at_ms: nowMs() })
          .where('screen_id', '=', id)
          .where('revoked_at_ms', 'is', null)
          .returning('id')
          .execute();
      });
      for (const device of revoked) events.emit('deviceRevoked', device.id);
      events.changed('screens', id);
    }),
  ];
}
