import {
  approveAroundClip,
  getAroundClip,
  getAroundSound,
  proposeAroundClip,
  returnAroundClip,
  withdrawAroundClip,
  type AroundStatus,
  type AroundVersion,
} from '../../core/api/around.ts';
import { payloadSha256 } from '../../core/trust/index.ts';
import { Throttle } from '../auth/throttle.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import { sendStoredFile } from '../http/send-file.ts';
import type { Services } from '../services.ts';
import { recorded } from '../store/change.ts';
import type { Db, Trx } from '../store/database.ts';
import { writeJson } from '../store/json.ts';
import { findMediaFile } from '../store/media-files.ts';
import type { AroundMaker } from './around-maker.ts';
import { missingFrom } from './around-pieces.ts';
import { addProposal, aroundInForce, findVersion, newestVersion } from './around-versions.ts';

/** Wrong passwords one person may give for signing within a quarter of an hour. */
const SIGNING_ATTEMPTS = 20;

async function statusOf(db: Db): Promise<AroundStatus> {
  const inForce = (await aroundInForce(db))?.version ?? null;
  const newest = await newestVersion(db);
  const missing =
    inForce === null
      ? { missingVoicings: [], missingAreaIds: [] }
      : await missingFrom(db, inForce.content, inForce.parts);
  return { inForce, proposed: newest?.id === inForce?.id ? null : newest, ...missing };
}

/** Refuses with `not_found`, `wrong_state`, or `same_person`: one alone would both ask and grant. */
async function toDecide(db: Db | Trx, id: string, userId: string): Promise<AroundVersion> {
  const version = orNotFound(await findVersion(db, id));
  if (version.state !== 'waiting') throw new Refusal('wrong_state');
  if (version.proposedBy === userId) throw new Refusal('same_person');
  return version;
}

export function aroundRoutes(services: Services, maker: AroundMaker): Route[] {
  const { db, events, log, mediaStore, newId, nowMs, trust } = services;
  const throttle = new Throttle(nowMs);
  const event = (action: string, id: string, userId: string, detail: Record<string, unknown>) => {
    return { userId, action, subjectKind: 'around', subjectId: id, detail };
  };
  const decide = (trx: Trx, id: string, changes: Record<string, string | null>, userId: string) =>
    trx
      .updateTable('around_versions')
      .set({ ...changes, decided_by: userId, decided_at_ms: nowMs() })
      .where('id', '=', id)
      .execute();

  return [
    bind(getAroundClip, () => statusOf(db)),

    bind(proposeAroundClip, async ({ body: content, user }) => {
      const id = newId();
      const proposal = { id, content, proposedBy: user.id, proposedAtMs: nowMs() };
      await recorded(services, event('around.proposed', id, user.id, content), (trx) =>
        addProposal(trx, proposal),
      );
      maker.wake();
      events.changed('around', id);
      return statusOf(db);
    }),

    bind(approveAroundClip, async ({ params: { id }, body: { password }, user }) => {
      if (!throttle.take(user.id, SIGNING_ATTEMPTS)) throw new Refusal('too_many_attempts');
      const { content, parts, proposedBy } = await toDecide(db, id, user.id);
      // Signed before the transaction: unlocking a key takes a while on purpose, and the store has one connection.
      const signed = await trust.signApproval(
        db,
        'around',
        {
          kind: 'around',
          schema: 1,
          content,
          parts,
          submittedBy: proposedBy,
          approvedBy: user.id,
          approvedAtMs: nowMs(),
        },
        password,
      );
      if (!signed.ok) throw new Refusal(signed.error.code);
      throttle.forgive(user.id);
      const sha256 = payloadSha256(signed.value);
      const detail = { approvalSha256: sha256, recordings: parts.length };
      await recorded(services, event('around.approved', id, user.id, detail), async (trx) => {
        await toDecide(trx, id, user.id);
        await trx
          .updateTable('around_versions')
          .set({ state: 'replaced' })
          .where('state', '=', 'approved')
          .execute();
        await decide(trx, id, { state: 'approved', sha256, envelope: writeJson(signed.value) }, user.id);
      });
      events.changed('around', id);
      return statusOf(db);
    }),

    bind(returnAroundClip, async ({ params: { id }, body: { reason }, user }) => {
      await recorded(services, event('around.returned', id, user.id, { reason }), async (trx) => {
        await toDecide(trx, id, user.id);
        await decide(trx, id, { state: 'returned', reason }, user.id);
      });
      events.changed('around', id);
      return statusOf(db);
    }),

    bind(withdrawAroundClip, async ({ params: { id }, body: { reason }, user }) => {
      await recorded(services, event('around.withdrawn', id, user.id, { reason }), async (trx) => {
        const version = orNotFound(await findVersion(trx, id));
        if (version.state !== 'approved') throw new Refusal('wrong_state');
        await decide(trx, id, { state: 'withdrawn', reason }, user.id);
      });
      events.changed('around', id);
      return statusOf(db);
    }),

    bind(getAroundSound, async ({ params: { id, sha256 }, req, res }) => {
      const { parts } = orNotFound(await findVersion(db, id));
      if (!parts.some((part) => part.sha256 === sha256)) throw new Refusal('not_found');
      const file = orNotFound(await findMediaFile(db, sha256));
      await sendStoredFile(mediaStore, file, req, res, (fault) =>
        log.error({ fault }, 'a stored file is damaged'),
      );
    }),
  ];
}
