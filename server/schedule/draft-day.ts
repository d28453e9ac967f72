/** A screen's day as it would be if it were published now. */
import type { DayPlanView } from '../../core/api/schedule.ts';
import type { Screen } from '../../core/model/catalogue.ts';
import type { Programme } from '../../core/model/programme.ts';
import { carryInAt, compileDay } from '../../core/schedule/index.ts';
import { AppError } from '../../core/model/app-error.ts';
import type { DirectorServices } from '../director-services.ts';
import { orNotFound } from '../http/refusal.ts';
import { readCatalogue, type Catalogue } from '../publish/catalogue.ts';
import { completeProgramme, type PlannedEntry } from '../publish/programme.ts';
import { draftFor, plannedEntries, type ScreenDraft } from '../publish/publisher.ts';
import { zoneDataFor } from '../publish/zone-data.ts';
import { dayView, namesOf } from './plan-view.ts';

/** The programme of a draft, in force from now on. */
export function draftProgramme({ screen, previous, content }: ScreenDraft, nowMs: number): Programme {
  return completeProgramme(content, {
    zoneOffsets: zoneDataFor(screen.timeZone, content.programme.entries, nowMs),
    effectiveFromMs: nowMs,
    carryIn: previous === null ? [] : carryInAt(previous.programme, nowMs),
  });
}

/** `entries` gets what editors have planned and answers what to compute with. Refuses with `not_found`. */
export async function draftDay(
  services: DirectorServices,
  screenId: string,
  day: string,
  entries: (planned: PlannedEntry[]) => PlannedEntry[] = (planned) => planned,
): Promise<DayPlanView> {
  const { db, nowMs, plans, trust } = services;
  const root = await trust.root(db);
  if (root === null) throw new AppError('root_missing', 'There is no root before set-up');
  const catalogue = await readCatalogue(db);
  const screen = screenIn(catalogue, screenId);
  const draft = await draftFor(db, services, catalogue, screen, entries(plannedEntries(catalogue)), root);
  const programme = draftProgramme(draft, nowMs());
  const past = await plans.published(db, screenId, day);
  return orNotFound(
    dayView(
    screenId,
    [...(past?.plans ?? []), compileDay(programme, day)],
    new Map([...(past?.names ?? []), ...namesOf(programme)]),
    draft.content.leftOut,
  ));
}

const screenIn = ({ screens }: Catalogue, screenId: string): Screen =>
  orNotFound(screens.find((screen) => screen.id === screenId));
