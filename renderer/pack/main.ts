/** The page on the stick: opened from file://, it loads nothing and compares what it is shown with what it was told. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { PACK_CHECK_ELEMENT, type PackCheck } from '../../core/model/pack-check.ts';
import './pack.css';
import { airState, match, verdictOf, type FileState } from './verdict.ts';
import { WORDS, type Language } from './words.ts';

const MINUTE_MS = 60_000;

const pack = JSON.parse(document.getElementById(PACK_CHECK_ELEMENT)?.textContent ?? '') as PackCheck;
let language: Language = navigator.language.toLowerCase().startsWith('en') ? 'en' : 'id';
let states: FileState[] = pack.files.map(() => 'unchecked');
let strangers: readonly string[] = [];
/** Of the newest choice; an older one that is still being read gives up. */
let round = 0;

const dayOf = (ms: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: pack.timeZone, dateStyle: 'short' }).format(ms);
const locale = (): string => (language === 'id' ? 'id-ID' : 'en-GB');
const instant = (ms: number): string =>
  new Intl.DateTimeFormat(locale(), {
    timeZone: pack.timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(ms);
/** Of today: the date is known. */
const clock = (ms: number): string =>
  new Intl.DateTimeFormat(locale(), {
    timeZone: pack.timeZone,
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(ms);
const days = (): string => {
  const format = new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', dateStyle: 'full' });
  const [from, until] = [new Date(pack.from), new Date(pack.until)];
  return pack.from === pack.until ? format.format(from) : format.formatRange(from, until);
};

type Content = string | Node | readonly (string | Node)[];

function element(tag: string, className: string, content: Content = []): HTMLElement {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.append(...(Array.isArray(content) ? (content as (string | Node)[]) : [content as string | Node]));
  return made;
}

function picker(label: string, className: string, folder: boolean): HTMLElement {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.webkitdirectory = folder;
  input.addEventListener('change', () => void check([...(input.files ?? [])], folder));
  return element('label', className, [label, input]);
}

function row(index: number, nowMs: number): HTMLElement {
  const words = WORDS[language];
  const file = pack.files[index];
  const state = states[index] ?? 'unchecked';
  if (file === undefined) return element('li', '');
  const air = airState(file, nowMs, dayOf);
  const say = air === 'ends_today' ? clock : instant;
  const until = file.lastAirMs === null ? '' : say(file.lastAirMs);
  const said = words.air[air](until, file.fromMs === null ? '' : instant(file.fromMs));
  return element('li', `file ${state} air-${air}`, [
    element('div', 'what', [
      element('div', 'title', file.title ?? file.path),
      element('div', 'path', file.title === null ? '' : file.path),
    ]),
    element('div', 'until', said),
    element('div', 'state', words.state[state]),
  ]);
}

function draw(): void {
  const nowMs = Date.now();
  const words = WORDS[language];
  document.documentElement.lang = words.language;
  const airs = pack.files.map((file) => airState(file, nowMs, dayOf));
  const verdict = verdictOf(states, airs, strangers);
  const told = words.verdict[verdict];
  const done = states.filter((state) => state === 'intact' || state === 'broken').length;
  const other = element('button', 'language', words.other);
  other.addEventListener('click', () => {
    language = language === 'id' ? 'en' : 'id';
    draw();
  });
  const list = (titled: boolean): HTMLElement =>
    element(
      'ul',
      'files',
      pack.files.flatMap((file, index) => ((file.title !== null) === titled ? [row(index, nowMs)] : [])),
    );
  const page = [
    element('header', '', [
      element('div', 'over', [element('span', '', `${words.kind[pack.kind]} · ${pack.cityName}`), other]),
      element('h1', '', pack.name),
      element('p', 'days', days()),
      ...(pack.demo ? [element('p', 'demo', words.demo)] : []),
      ...(pack.kind === 'screen' ? [element('p', 'no-log', words.noPlayLog)] : []),
    ]),
    element('section', `verdict ${verdict}`, [
      element('div', '', [
        element('h2', '', told.title),
        element('p', '', verdict === 'checking' ? words.progress(done, states.length) : told.hint),
      ]),
      element('div', 'pick', [
        picker(words.pickFolder, 'button', true),
        picker(words.pickFiles, 'link', false),
      ]),
    ]),
    ...(strangers.length === 0
      ? []
      : [
          element('h3', '', words.strangers),
          element(
            'ul',
            'files',
            strangers.map((path) => element('li', 'file stranger', element('div', 'title', path))),
          ),
        ]),
    element('h3', '', words.clips[pack.kind]),
    list(true),
    element('h3', '', words.papers),
    list(false),
    element('footer', '', [
      element('p', '', `${words.clock(instant(nowMs))}. ${words.madeAt(instant(pack.issuedAtMs))}.`),
      element('p', '', words.about),
    ]),
  ];
  document.body.replaceChildren(element('main', '', page));
}

/** Reads every file that is there, one after another, and compares its SHA-256. */
async function check(files: readonly File[], folder: boolean): Promise<void> {
  if (files.length === 0) return;
  round += 1;
  const mine = round;
  const picked = files.map((file) => ({
    path: folder ? file.webkitRelativePath : file.name,
    bytes: file.size,
  }));
  const matched = match(pack, picked);
  strangers = matched.strangers;
  states = matched.picked.map((at) => (at === undefined ? (folder ? 'missing' : 'unchecked') : 'checking'));
  draw();
  for (const [index, at] of matched.picked.entries()) {
    const file = at === undefined ? undefined : files[at];
    const expected = pack.files[index];
    if (file === undefined || expected === undefined) continue;
    const isIntact = file.size === expected.bytes && (await hashOf(file)) === expected.sha256;
    if (mine !== round) return;
    states[index] = isIntact ? 'intact' : 'broken';
    draw();
  }
}

/** Null when the browser cannot read it to its end: a stick that was pulled out, a bad block. */
async function hashOf(file: File): Promise<string | null> {
  const hash = sha256.create();
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const part = await reader.read();
      if (part.done) return bytesToHex(hash.digest());
      hash.update(part.value);
    }
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

draw();
// While files are read the page is drawn after each of them.
setInterval(() => {
  if (!states.includes('checking')) draw();
}, MINUTE_MS);
