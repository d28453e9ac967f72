import { z } from 'zod';
import { EntryPlan, ScheduleEntry, ZoneId } from '../model/catalogue.ts';
import { EpochMs, Id, LocalDate } from '../model/primitives.ts';
import { contract } from './contract.ts';

const ById = z.strictObject({ id: Id });
const EDITORS = ['admin', 'editor'] as const;

const Params = z.record(z.string(), z.union([z.string(), z.number()]));
export const ReasonView = z.strictObject({ code: z.string(), params: Params });
export const FindingView = z.strictObject({
  code: z.string(),
  zone: ZoneId,
  entry: Id.nullable(),
  item: Id.nullable(),
  params: Params,
});
export type FindingView = z.infer<typeof FindingView>;

/** A computed day as sent to the browser; slots carry what the timeline draws. */
export const DayPlanView = z.strictObject({
  screenId: Id,
  day: LocalDate,
  startMs: EpochMs,
  endMs: EpochMs,
  hash: z.string(),
  zones: z.array(
    z.strictObject({
      zone: ZoneId,
      slots: z.array(
        z.strictObject({
          startMs: EpochMs,
          endMs: EpochMs,
          announcementId: Id,
          title: z.string(),
          entryId: Id.nullable(),
          reasons: z.array(ReasonView),
        }),
      ),
    }),
  ),
  findings: z.array(FindingView),
});
export type DayPlanView = z.infer<typeof DayPlanView>;

export const listEntries = contract({
  id: 'listEntries',
  method: 'get',
  path: '/api/schedule',
  summary: 'All schedule entries, with what is planned and what screens were last given',
  access: 'signed_in',
  response: z.array(ScheduleEntry),
});

export const createEntry = contract({
  id: 'createEntry',
  method: 'post',
  path: '/api/schedule',
  summary: 'Plan an entry; on air with the next publishing',
  access: EDITORS,
  body: EntryPlan,
  response: ScheduleEntry,
  problems: ['bad_recurrence', 'priority_too_high', 'output_not_approved', 'not_found'],
});

export const updateEntry = contract({
  id: 'updateEntry',
  method: 'put',
  path: '/api/schedule/:id',
  summary: 'Change an entry; on air with the next publishing',
  access: EDITORS,
  params: ById,
  body: EntryPlan,
  response: ScheduleEntry,
  problems: ['bad_recurrence', 'priority_too_high', 'output_not_approved'],
});

export const deleteEntry = contract({
  id: 'deleteEntry',
  method: 'delete',
  path: '/api/schedule/:id',
  summary: 'Remove an entry; off air with the next publishing',
  access: EDITORS,
  params: ById,
  response: null,
});

export const PublishPreview = z.strictObject({
  /** Entries whose plan differs from what screens have. */
  changedEntryIds: z.array(Id),
  screens: z.array(
    z.strictObject({
      screenId: Id,
      screenName: z.string(),
      changed: z.boolean(),
      findings: z.array(FindingView),
      /** A problem code when this screen cannot be published to. */
      blocked: z.enum(['no_evergreen']).nullable(),
    }),
  ),
});
export type PublishPreview = z.infer<typeof PublishPreview>;

export const previewPublish = contract({
  id: 'previewPublish',
  method: 'get',
  path: '/api/publish',
  summary: 'What publishing now would change, with the findings of today and tomorrow',
  access: EDITORS,
  response: PublishPreview,
});

export const publish = contract({
  id: 'publish',
  method: 'post',
  path: '/api/publish',
  summary: 'Give every changed screen its new signed manifest',
  access: EDITORS,
  response: z.strictObject({
    published: z.array(z.strictObject({ screenId: Id, manifestVersion: z.int() })),
    blocked: z.array(z.strictObject({ screenId: Id, code: z.string() })),
  }),
  problems: ['nothing_to_publish'],
});

export const getScreenPlan = contract({
  id: 'getScreenPlan',
  method: 'get',
  path: '/api/screens/:id/plan',
  summary: 'A screen’s broadcast day, as published or as it would be after publishing',
  access: 'signed_in',
  params: ById,
  query: z.strictObject({ day: LocalDate, version: z.enum(['published', 'planned']).default('published') }),
  response: DayPlanView,
});

export const previewEntry = contract({
  id: 'previewEntry',
  method: 'post',
  path: '/api/screens/:id/plan',
  summary: 'A screen’s day as it would be with this entry added or changed; nothing is stored',
  access: EDITORS,
  params: ById,
  query: z.strictObject({ day: LocalDate }),
  body: z.strictObject({ entryId: Id.nullable(), plan: EntryPlan }),
  response: DayPlanView,
  problems: ['bad_recurrence'],
});

export const explainScreen = contract({
  id: 'explainScreen',
  method: 'get',
  path: '/api/screens/:id/explain',
  summary: 'What plays on a screen at an instant, and why',
  access: 'signed_in',
  params: ById,
  query: z.strictObject({ atMs: z.coerce.number().pipe(EpochMs) }),
  response: z.strictObject({
    screenId: Id,
    atMs: EpochMs,
    zones: z.array(
      z.strictObject({
        zone: ZoneId,
        slot: z
          .strictObject({
            startMs: EpochMs,
            endMs: EpochMs,
            announcementId: Id,
            title: z.string(),
            entryId: Id.nullable(),
          })
          .nullable(),
        reasons: z.array(ReasonView),
      }),
    ),
  }),
});
