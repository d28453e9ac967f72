/** A screen's day as it would be if it were published now. */
import type { DayPlanView } from '../../core/api/schedule.ts';
import { compileDay } from '../../core/schedule/index.ts';
import type { DirectorServices } from '../director-services.ts';
import { orNotFound } from '../http/refusal.ts';
import { readCatalogue } from '../publish/catalogue.ts';
import { inForceFrom } from '../publish/in-force-from.ts';
import type { PlannedEntry } from '../publish/programme.ts';
import { draftFor, plannedEntries } from '../publish/publisher.ts';
import { dayView, namesOf } from './plan-view.ts';

/** `entries` gets what editors have planned and answers what to compute with. Refuses with `not_found`. */
export async function draftDay(
  services: DirectorServices,
  screenId: string,
  day: string,
  entries: (planned: PlannedEntry[]) => PlannedEntry[] = (planned) => planned,
): Promise<DayPlanView> {
  const { db, nowMs, plans } = services;
  const catalogue = orNotFound(await readCatalogue(db, services));
  const screen = orNotFound(catalogue.screens.find((one) => one.id === screenId));
  const draft = await draftFor(db, services, catalogue, screen, entries(plannedEntries(catalogue)));
  const programme = inForceFrom(draft.content, draft.carryFrom, nowMs());
  const past = await plans.published(db, screenId, day);
  return orNotFound(
    dayView(
      screenId,
      [...(past?.plans ?? []), compileDay(programme, day)],
      new Map([...(past?.names ?? []), ...namesOf(programme)]),
      draft.content.leftOut,
    ),
  );
}
