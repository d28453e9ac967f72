/** What was heard, written before it is heard to its end, so that no reload or dead battery loses it. */
import type { CrewPlay } from '../../../core/protocol/crew.ts';
import type { CrewDb, Facts, StoredPlay } from './database.ts';

type Start = Omit<CrewPlay['play'], 'storeEpoch' | 'sequence' | 'endMs' | 'complete'>;

/** Delivered plays that are kept to look at; where the car was is nobody's business for longer. */
const SENT_KEPT = 300;
const SENT_KEPT_MS = 3 * 86_400_000;

/** Written through to the disk before the sound starts. */
const DURABLE = { durability: 'strict' } as const;

const newEpoch = (): Facts['epoch'] => ({ storeEpoch: crypto.randomUUID(), lastSequence: 0 });

/** Begins a play: its number is used once, even when the phone dies the next moment. */
export async function beginPlay(
  db: CrewDb,
  start: Start,
  more: { title: string; quietOverridden: CrewPlay['quietOverridden'] },
): Promise<StoredPlay> {
  const trx = db.transaction(['facts', 'plays'], 'readwrite', DURABLE);
  const facts = trx.objectStore('facts');
  const epoch = ((await facts.get('epoch')) as Facts['epoch'] | undefined) ?? newEpoch();
  const sequence = epoch.lastSequence + 1;
  const play: StoredPlay = {
    sequence,
    title: more.title,
    quietOverridden: more.quietOverridden,
    state: 'running',
    play: { ...start, storeEpoch: epoch.storeEpoch, sequence, endMs: start.startMs, complete: false },
  };
  await Promise.all([
    facts.put({ ...epoch, lastSequence: sequence }, 'epoch'),
    trx.objectStore('plays').put(play),
    trx.done,
  ]);
  return play;
}

/** The play as heard until `endMs`. A clock that signed time has set back meanwhile does not end it before its start. */
const heardUntil = (play: StoredPlay, endMs: number): StoredPlay => ({
  ...play,
  play: { ...play.play, endMs: Math.max(endMs, play.play.startMs) },
});

/** Heard up to here, and still going on. */
export async function extendPlay(db: CrewDb, running: StoredPlay, endMs: number): Promise<void> {
  await db.put('plays', heardUntil(running, endMs));
}

export async function endPlay(
  db: CrewDb,
  running: StoredPlay,
  end: { endMs: number; complete: boolean },
): Promise<void> {
  const trx = db.transaction('plays', 'readwrite', DURABLE);
  const { play } = heardUntil(running, end.endMs);
  const ended: StoredPlay = { ...running, state: 'ended', play: { ...play, complete: end.complete } };
  await Promise.all([trx.store.put(ended), trx.done]);
}

/** Plays that were going on when the app died count as far as they were known to be heard. */
export async function closeBroken(db: CrewDb): Promise<void> {
  const trx = db.transaction('plays', 'readwrite', DURABLE);
  for (const play of await trx.store.getAll()) {
    if (play.state === 'running')
      await trx.store.put({ ...heardUntil(play, play.play.endMs), state: 'ended' });
  }
  await trx.done;
}

/** Oldest first. */
export async function undelivered(db: CrewDb, limit: number): Promise<StoredPlay[]> {
  const plays = await db.getAll('plays');
  return plays.filter(({ state }) => state === 'ended').slice(0, limit);
}

/** The server has them for good. The last ones stay, to be looked at. */
export async function markDelivered(db: CrewDb, delivered: readonly StoredPlay[]): Promise<void> {
  const trx = db.transaction('plays', 'readwrite', DURABLE);
  for (const play of delivered) await trx.store.put({ ...play, state: 'sent' });
  const sent = (await trx.store.getAll()).filter(({ state }) => state === 'sent');
  const lastMs = Math.max(0, ...delivered.map(({ play }) => play.endMs));
  const old = sent.filter(
    ({ play }, index) => index < sent.length - SENT_KEPT || play.endMs < lastMs - SENT_KEPT_MS,
  );
  for (const { sequence } of old) await trx.store.delete(sequence);
  await trx.done;
}

/** The server does not take it as it is: it stays, and does not keep later ones from being sent. */
export async function setAside(db: CrewDb, play: StoredPlay): Promise<void> {
  const trx = db.transaction('plays', 'readwrite', DURABLE);
  await Promise.all([trx.store.put({ ...play, state: 'refused' }), trx.done]);
}

/** Newest first. */
export async function recentPlays(db: CrewDb): Promise<StoredPlay[]> {
  return (await db.getAll('plays')).reverse();
}
