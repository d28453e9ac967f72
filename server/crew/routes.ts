/** What crews' phones ask for and deliver, and how central lets them in and out. */
import type { Request } from 'express';
import {
  crewChallenge,
  crewSession,
  crewSignIn,
  crewSignOut,
  getCrewApproval,
  getCrewClip,
  getCrewDay,
  inviteCrewDevice,
  listCrewDevices,
  postCrewPlays,
  revokeCrewDevice,
} from '../../core/api/crew.ts';
import {
  CREW_SESSION_CONTEXT,
  CREW_SIGN_IN_CONTEXT,
  crewLink,
  type CrewDayBundle,
} from '../../core/protocol/crew.ts';
import { rootHash } from '../../core/trust/index.ts';
import { Envelope } from '../../core/trust/statements.ts';
import { Throttle } from '../auth/throttle.ts';
import { bind, type CrewIdentity, type Route } from '../http/bind.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import { sendStoredFile } from '../http/send-file.ts';
import type { Services } from '../services.ts';
import { aroundInForce } from '../sound/around-versions.ts';
import { audit } from '../store/audit.ts';
import { recorded } from '../store/change.ts';
import { readJson } from '../store/json.ts';
import type { Db } from '../store/database.ts';
import { findMediaFile, type MediaFile } from '../store/media-files.ts';
import { crewDayContent, fingerprintOf } from './day.ts';
import {
  activeCrewDevice,
  bindCrewDevice,
  crewDevicesOf,
  crewMember,
  endCrewDevice,
  issueCrewLink,
  noteCrewSeen,
} from './devices.ts';
import { crewDeviceId, isSignedBy } from './proof.ts';
import { storeTourPlays } from './store-plays.ts';

/** Attempts to sign in or open a session from one address within 15 minutes; a fleet may share one. */
const ATTEMPTS_PER_ADDRESS = 300;

export const crewRoutes = (services: Services): Route[] => [
  ...centralRoutes(services),
  ...entranceRoutes(services),
  ...phoneRoutes(services),
];

function centralRoutes(services: Services): Route[] {
  const { db, nowMs, events, trust, crew } = services;
  return [
    bind(inviteCrewDevice, async ({ params: { id: unitId }, body: { userId }, user }) => {
      await crewMember(db, { unitId, userId });
      const root = orNotFound(await trust.rootEnvelope(db));
      const event = {
        action: 'crew.invited',
        subjectKind: 'mobile_unit',
        subjectId: unitId,
        detail: { userId },
      };
      const { token, expiresAtMs } = await recorded(services, { userId: user.id, ...event }, (trx) =>
        issueCrewLink(trx, { unitId, userId }, nowMs()),
      );
      return { path: crewLink(token, rootHash(root)), expiresAtMs };
    }),

    bind(listCrewDevices, ({ params }) => crewDevicesOf(db, params.id)),

    bind(revokeCrewDevice, async ({ params: { id }, user }) => {
      const device = await endDevice(services, id, user.id);
      crew.sessions.end(({ deviceId }) => deviceId === id);
      events.changed('mobile-units', device.unitId);
    }),
  ];
}

async function endDevice(services: Services, deviceId: string, userId: string) {
  const { db } = services;
  const known = orNotFound(
    await db.selectFrom('crew_devices').select('unit_id').where('id', '=', deviceId).executeTakeFirst(),
  );
  const event = {
    userId,
    action: 'crew.device_revoked',
    subjectKind: 'mobile_unit',
    subjectId: known.unit_id,
    detail: { deviceId },
  };
  return await recorded(services, event, (trx) => endCrewDevice(trx, deviceId, services.nowMs()));
}

function entranceRoutes(services: Services): Route[] {
  const { askerOf, db, nowMs, events, crew } = services;
  const throttle = new Throttle(nowMs);
  const count = (req: Request): void => {
    if (!throttle.take(askerOf(req).address, ATTEMPTS_PER_ADDRESS)) throw new Refusal('too_many_attempts');
  };
  return [
    bind(crewSignIn, async ({ body, req }) => {
      count(req);
      const { token, publicKey, signature, label } = body;
      if (!isSignedBy(publicKey, [CREW_SIGN_IN_CONTEXT, token], signature))
        throw new Refusal('not_authentic');
      const deviceId = crewDeviceId(publicKey);
      const signedIn = await db.transaction().execute(async (trx) => {
        const bound = await bindCrewDevice(trx, { token, deviceId, publicKey, label }, nowMs());
        const { displayName } = await crewMember(trx, bound);
        await audit(trx, {
          atMs: nowMs(),
          userId: bound.userId,
          action: 'crew.signed_in',
          subjectKind: 'mobile_unit',
          subjectId: bound.unitId,
          detail: { deviceId, label },
        });
        return { deviceId, ...bound, userName: displayName };
      });
      crew.sessions.end((whose) => whose.deviceId === deviceId);
      events.changed('mobile-units', signedIn.unitId);
      return signedIn;
    }),

    bind(crewChallenge, async ({ req }) => {
      count(req);
      return { nonce: crew.sessions.challenge() };
    }),

    bind(crewSession, async ({ body: { deviceId, nonce, signature } }) => {
      const { device, publicKey } = await activeCrewDevice(db, deviceId);
      const isProven =
        crew.sessions.spend(nonce) && isSignedBy(publicKey, [CREW_SESSION_CONTEXT, nonce], signature);
      if (!isProven) throw new Refusal('not_authentic');
      await noteCrewSeen(db, deviceId, nowMs());
      return crew.sessions.open({ deviceId, unitId: device.unitId, userId: device.userId });
    }),
  ];
}

function phoneRoutes(services: Services): Route[] {
  const { db, nowMs, events, crew, log, mediaStore } = services;
  return [
    bind(crewSignOut, async ({ crew: { deviceId, unitId, userId } }) => {
      await endDevice(services, deviceId, userId);
      crew.sessions.end((whose) => whose.deviceId === deviceId);
      events.changed('mobile-units', unitId);
    }),

    bind(getCrewDay, async ({ query, crew: phone, res }) => {
      const left = new AbortController();
      res.once('close', () => left.abort());
      return await answerDay(services, phone, query, left.signal);
    }),

    bind(getCrewApproval, async ({ params: { sha256 } }) => {
      const row = await db
        .selectFrom('approvals')
        .select('envelope')
        .where('sha256', '=', sha256)
        .executeTakeFirst();
      if (row !== undefined) return readJson(Envelope, row.envelope);
      const around = await aroundInForce(db);
      return orNotFound(around?.sha256 === sha256 ? around.envelope : undefined);
    }),

    bind(getCrewClip, async ({ params: { sha256 }, req, res }) => {
      const file = orNotFound(await hearable(db, sha256));
      await sendStoredFile(mediaStore, file, req, res, (fault) =>
        log.error({ fault }, 'a stored file is damaged'),
      );
    }),

    bind(postCrewPlays, async ({ body: { plays }, crew: phone }) => {
      const stored = await storeTourPlays(db, phone, plays, nowMs());
      for (const unitId of new Set(plays.map(({ play }) => play.unitId)))
        events.changed('tour-plays', unitId);
      return { stored };
    }),
  ];
}

/** An approved recording, of a clip or of what is heard around it. The hash is hexadecimal: it means nothing else in a pattern. */
async function hearable(db: Db, sha256: string): Promise<MediaFile | undefined> {
  const approved = await db
    .selectFrom('announcements')
    .select('id')
    .where('state', '=', 'approved')
    .where('renditions', 'like', `%${sha256}%`)
    .executeTakeFirst();
  const around = approved === undefined ? await aroundInForce(db) : null;
  const isPart = around?.version.parts.some((part) => part.sha256 === sha256) === true;
  const file = approved !== undefined || isPart ? await findMediaFile(db, sha256) : undefined;
  return file?.mimeType === 'audio/mpeg' ? file : undefined;
}

/**
 * Waits for a change when the asker knows the present state, then signs what there is. Refuses with `device_unknown`,
 * as any further request would be, once its session has ended meanwhile.
 */
async function answerDay(
  services: Services,
  phone: CrewIdentity,
  question: { nonce: string; rootVersion: number; known?: string | undefined; waitMs: number },
  left: AbortSignal,
): Promise<CrewDayBundle> {
  const { crew, db, nowMs, trust } = services;
  const untilMs = performance.now() + question.waitMs;
  const signal = AbortSignal.any([left, phone.ended]);
  for (;;) {
    const content = await crewDayContent(services, phone);
    if (phone.ended.aborted) throw new Refusal('device_unknown');
    const fingerprint = fingerprintOf(content);
    if (fingerprint !== question.known) {
      const roots = await trust.rootsAfter(db, question.rootVersion);
      const statement = { ...content, nonce: question.nonce, serverTimeMs: nowMs() };
      return { roots, day: trust.sign('crewDay', statement), fingerprint };
    }
    const outcome = await crew.watch.next(untilMs - performance.now(), signal);
    if (outcome === 'over' && !phone.ended.aborted) return { roots: [], day: null, fingerprint };
  }
}
