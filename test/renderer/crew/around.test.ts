/** What the phone makes of the approval of what is heard around clips; in a browser, see `refusals.test.ts`. */
import { expect, test } from 'vitest';
import type { AroundPart } from '../../../core/model/around-clip.ts';
import { DEFAULT_CITY_SETTINGS } from '../../../core/model/city-settings.ts';
import type { Tour } from '../../../core/model/tour.ts';
import {
  payloadSha256,
  rootHash,
  signEnvelope,
  nobleVerifier,
  type AroundApproval,
  type CrewDay,
  type Envelope,
} from '../../../core/trust/index.ts';
import { partsAt, partsOf } from '../../../renderer/crew/play/around.ts';
import { filesOf } from '../../../renderer/crew/play/judge.ts';
import { verifyDay } from '../../../renderer/crew/trust/verify-day.ts';
import {
  APPROVAL_SHA256,
  around,
  CLIP,
  NOW_MS,
  publisher,
  shaOf,
  signedApproval,
  signedAround,
  signedRoot,
} from '../../core/trust/samples.ts';

const NONCE = 'AAAAAAAAAAAAAAAAAAAAAAAA';
const PHONE = { unitId: 'mobil-1', userId: 'kru-1' };

const crewDay = (changes: Partial<CrewDay>): CrewDay => ({
  kind: 'crew_day',
  schema: 1,
  ...PHONE,
  unitName: 'Mobil 1',
  unitLabel: 'Mobil wawaran',
  cityName: 'Kota Tirtaraya',
  timeZone: 'Asia/Jakarta',
  nonce: NONCE,
  serverTimeMs: NOW_MS,
  rootVersion: 1,
  dates: ['2026-08-17', '2026-08-18'],
  tours: [],
  clips: [
    {
      announcementId: 'ktp',
      approvalSha256: APPROVAL_SHA256,
      ...CLIP,
      durationMs: 10_000,
      category: 'service',
    },
  ],
  freeClips: [{ date: '2026-08-17', announcementIds: ['ktp'] }],
  missing: [],
  areas: [],
  voicing: 'horn',
  aroundSha256: null,
  gapMs: 0,
  quiet: DEFAULT_CITY_SETTINGS.quiet,
  location: null,
  quietPlaces: [],
  ...changes,
});

/** A day that names `named` to a phone which was handed `handed`. */
function taken(named: Envelope | null, handed: readonly Envelope[], changes: Partial<CrewDay> = {}) {
  const aroundSha256 = named === null ? null : payloadSha256(named);
  const envelope = signEnvelope('crewDay', crewDay({ ...changes, aroundSha256 }), [publisher]);
  const root = signedRoot();
  const facts = {
    trust: { pinnedSha256: rootHash(root), roots: [root] },
    phone: PHONE,
    day: { envelope, nonce: NONCE },
    approvals: [signedApproval(), ...handed],
    notBeforeMs: 0,
  };
  const verified = verifyDay(facts, nobleVerifier);
  if (!verified.ok) throw new Error(verified.error.code);
  return verified.value;
}

const part = (changes: Partial<AroundPart>): AroundPart => {
  const { role, areaId, voicing } = {
    role: 'greeting' as const,
    areaId: null,
    voicing: 'horn' as const,
    ...changes,
  };
  const sha256 = shaOf([role, areaId, voicing].join());
  return { role, areaId, voicing, sha256, bytes: 1000, durationMs: 1000 };
};
const named = (parts: readonly AroundPart[]) => parts.map(({ role, areaId }) => `${role} ${String(areaId)}`);

const approved = (changes: Partial<AroundApproval> = {}) => {
  const good = signedAround(changes);
  return taken(good, [good]);
};

test('nothing is heard around clips without an approval that holds; the clips are', () => {
  const good = signedAround();
  const byServer = signEnvelope('around', around(), [publisher]);
  const alone = signedAround({ submittedBy: 'ketua-tim' });
  const borrowed = signedAround({ approvedBy: 'kabid' });
  const other = signedAround({ approvedAtMs: NOW_MS + 1 });
  for (const [asked, handed, problem] of [
    [null, [], null],
    [null, [good], null],
    [good, [good], null],
    [good, [], 'missing'],
    [good, [other], 'missing'],
    [byServer, [byServer], 'wrong_key'],
    [alone, [alone], 'same_person'],
    [borrowed, [borrowed], 'wrong_person'],
  ] as const) {
    const day = taken(asked, handed);
    const isGood = asked === good && problem === null;
    expect([day.aroundProblem, day.around?.kind ?? null]).toEqual([problem, isGood ? 'around' : null]);
    expect(filesOf(day).map(({ sha256 }) => sha256)).toEqual(
      isGood ? [CLIP.sha256, shaOf('chime')] : [CLIP.sha256],
    );
  }
});

test('an approval of a clip does not pass for one of what is heard around it', () => {
  const clip = signedApproval();
  expect(taken(clip, [])).toMatchObject({ around: null, aroundProblem: 'missing' });
  const dressed = { ...clip, payloadType: signedAround().payloadType };
  expect(taken(clip, [dressed])).toMatchObject({ around: null, aroundProblem: 'bad_signature' });
});

const STOP = { name: 'Pasar', point: null, arriveLocal: null, leaveLocal: null };
const tour = (areaIds: string[], stopAreas: (string | null)[] = []): Tour =>
  ({
    id: 't',
    plan: {
      date: '2026-08-17',
      areaIds,
      stops: stopAreas.map((areaId) => ({ ...STOP, areaId })),
      clips: ['ktp'],
    },
  }) as unknown as Tour;

const CITY: AroundPart[] = [
  part({ role: 'chime' }),
  part({}),
  part({ areaId: 'karangseruni' }),
  part({ areaId: 'rawamelati' }),
  part({ areaId: 'sukatirta' }),
  part({ role: 'closing' }),
  part({ role: 'chime', voicing: 'indoor' }),
  part({ areaId: 'rawamelati', voicing: 'indoor' }),
];

test('only what this car’s loudspeaker may need where its tours go is brought to the phone, each sound once', () => {
  const { around: statement, day } = approved({ parts: CITY });
  const tours = [tour(['karangseruni']), tour([], ['rawamelati', null, 'rawamelati'])];
  expect(named(partsOf({ around: statement, day: { ...day, tours } }))).toEqual([
    'chime null',
    'greeting null',
    'closing null',
    'greeting karangseruni',
    'greeting rawamelati',
  ]);
});

test('the area of the stop is greeted, else the tour’s only one, else the city', () => {
  const { around: statement, day } = approved({ parts: CITY });
  const greeting = (course: Tour | null, stop: number) => {
    const { before, after } = partsAt({ around: statement, day }, { tour: course }, { stop }, null);
    expect([before[0]?.role, ...named(after)]).toEqual(['chime', 'closing null']);
    return before[1]?.areaId;
  };
  expect(greeting(tour(['karangseruni', 'sukatirta'], ['rawamelati', null]), 0)).toBe('rawamelati');
  expect(greeting(tour(['karangseruni', 'sukatirta'], ['rawamelati', null]), 1)).toBeNull();
  expect(greeting(tour(['karangseruni']), 0)).toBe('karangseruni');
  expect(greeting(tour(['pasarwetan']), 0)).toBeNull();
  expect(greeting(null, 0)).toBeNull();
});

test('on a tour through several areas without stops the one the car is in is greeted, where it is known', () => {
  const circle = (latitudeDeg: number, radiusM: number) => ({
    centre: { latitudeDeg, longitudeDeg: 106.8 },
    radiusM,
  });
  const areas = [
    { id: 'karangseruni', name: 'Karangseruni', circle: circle(-6.2, 900) },
    { id: 'rawamelati', name: 'Rawamelati', circle: circle(-6.23, 900) },
    { id: 'sukatirta', name: 'Sukatirta', circle: null },
  ];
  const { around: statement, day } = approved({ parts: CITY });
  const greeting = (areaIds: string[], latitudeDeg: number) => {
    const here = { latitudeDeg, longitudeDeg: 106.8, accuracyM: 10 };
    const facts = { around: statement, day: { ...day, areas } };
    return partsAt(facts, { tour: tour(areaIds) }, { stop: 0 }, here).before[1]?.areaId;
  };
  const through = ['karangseruni', 'rawamelati', 'sukatirta'];
  expect(greeting(through, -6.2)).toBe('karangseruni');
  expect(greeting(through, -6.23)).toBe('rawamelati');
  expect(greeting(through, -6.3)).toBeNull();
  // The tour’s own area, wherever the car is; and none that is not of the tour.
  expect(greeting(['rawamelati'], -6.2)).toBe('rawamelati');
  expect(greeting(['rawamelati', 'sukatirta'], -6.2)).toBeNull();
});
