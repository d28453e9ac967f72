import { describe, expect, it } from 'vitest';
import { cellsOf, cellsWithin } from '../../../core/picture/cells.ts';
import { judge, type Expected, type Judged, type Sight, type Verdict } from '../../../main/eyes/judge.ts';

/** A picture as the page or the screen has it; `checksum` stands for its pixels. */
const drawn = (luma: (x: number, y: number) => number, checksum = 1): Expected => {
  const rgba = new Uint8Array(90 * 80 * 4);
  for (let y = 0; y < 80; y += 1) {
    for (let x = 0; x < 90; x += 1) rgba.fill(luma(x / 90, y / 80), (y * 90 + x) * 4, (y * 90 + x) * 4 + 3);
  }
  return { cells: cellsOf({ widthPx: 90, heightPx: 80, rgba }), checksum };
};

const black = () => 0;
const waves = (x: number, y: number) => 128 + 90 * Math.sin(11 * x + 3 * y);
const rings = (x: number, y: number) => 128 + 90 * Math.cos(14 * Math.hypot(x - 0.5, y - 0.5));
const moved = (by: number) => (x: number, y: number) => waves(x + by, y);
const corner = (x: number, y: number) => (x < 0.45 && y < 0.4 ? 250 : waves(x, y));

const sight = (real: Expected, first: Expected | null, second = first): Sight => ({
  ...real,
  expected: first && second ? [first, second] : null,
  due: [],
});
const verdict = (one: Sight, before: Judged | null = null): Verdict => judge(one, before).verdict;
const after = (one: Sight, before: Judged | null = null): Judged => ({ ...one, finding: judge(one, before) });

describe('one look', () => {
  it('is right when the screen has what the page drew, a little brighter or moved', () => {
    expect(verdict(sight(drawn(waves), drawn(waves)))).toBe('showing');
    expect(
      verdict(
        sight(
          drawn((x, y) => waves(x, y) * 0.9),
          drawn(waves),
        ),
      ),
    ).toBe('showing');
    expect(verdict(sight(drawn(moved(0.02)), drawn(waves), drawn(moved(0.04))))).toBe('showing');
  });

  it('is right on either side of a change of item, and in the middle of a fade', () => {
    expect(verdict(sight(drawn(waves), drawn(waves), drawn(rings)))).toBe('showing');
    expect(verdict(sight(drawn(rings), drawn(waves), drawn(rings)))).toBe('showing');
  });

  it('sees another picture, and a window over a part of the right one', () => {
    expect(verdict(sight(drawn(rings), drawn(waves)))).toBe('something_else');
    expect(verdict(sight(drawn(corner), drawn(waves)))).toBe('something_else');
  });

  it('tells even colours apart that hash alike', () => {
    expect(
      verdict(
        sight(
          drawn(() => 200),
          drawn(() => 60),
        ),
      ),
    ).toBe('something_else');
    expect(
      verdict(
        sight(
          drawn(() => 62),
          drawn(() => 60),
        ),
      ),
    ).toBe('showing');
  });

  it('is black only when something was due both before and after', () => {
    expect(verdict(sight(drawn(black), drawn(waves)))).toBe('black');
    expect(verdict(sight(drawn(black), drawn(black), drawn(waves)))).toBe('showing');
    expect(verdict(sight(drawn(black), drawn(black)))).toBe('unknown');
  });

  it('is black while a picture is due and the page itself draws none, whatever runs below it', () => {
    const all = cellsWithin({ widthPx: 9, heightPx: 8 }, { x: 0, y: 0, widthPx: 9, heightPx: 8 }, []);
    const upper = all.slice(0, 54);
    const text = (x: number, y: number) => (y > 0.8 ? waves(x, y) : 0);
    expect(verdict({ ...sight(drawn(black), drawn(black)), due: all })).toBe('black');
    expect(verdict({ ...sight(drawn(text), drawn(text)), due: upper })).toBe('black');
    expect(verdict({ ...sight(drawn(text), drawn(text)), due: all })).toBe('showing');
    expect(verdict({ ...sight(drawn(black), drawn(black), drawn(waves)), due: all })).toBe('showing');
    expect(verdict(sight(drawn(text), drawn(text)))).toBe('showing');
  });

  it('sees what somebody shows on a wall that should be dark', () => {
    expect(verdict(sight(drawn(rings), drawn(black)))).toBe('something_else');
  });

  it('knows nothing when the page does not answer', () => {
    expect(judge(sight(drawn(waves), null), null)).toEqual({ verdict: 'unknown', distance: null });
  });
});

describe('a look after another', () => {
  const still = (at: number): Sight =>
    sight(drawn(waves, 7), drawn(moved(at), at * 10_000), drawn(moved(at), at * 10_000 + 1));

  it('calls a screen frozen that showed the page once and stood still while the page went on', () => {
    const first = after(still(0.01));
    expect(first.finding.verdict).toBe('showing');
    expect(verdict(still(0.02), first)).toBe('frozen');
    expect(verdict(still(0.4), after(still(0.02), first))).toBe('frozen');
  });

  it('calls a screen frozen that keeps a still item while the page has gone on to another', () => {
    const kept = after(sight(drawn(waves, 7), drawn(waves, 5)));
    const gone = sight(drawn(waves, 7), drawn(rings, 9));
    expect(kept.finding.verdict).toBe('showing');
    expect(verdict(gone, kept)).toBe('frozen');
    expect(verdict(gone, after(gone, kept))).toBe('frozen');
  });

  it('does not take a still item for a frozen screen', () => {
    const same = sight(drawn(waves, 7), drawn(waves, 5));
    expect(verdict(same, after(same))).toBe('showing');
  });

  it('does not take a strange picture that stands still for a frozen screen', () => {
    const strange = (at: number) =>
      sight(drawn(rings, 7), drawn(moved(at), at * 10_000), drawn(moved(at), at * 10_000 + 1));
    expect(verdict(strange(0.2), after(strange(0.1)))).toBe('something_else');
  });

  it('is right again with the first pixel that moves', () => {
    const frozen = after(still(0.02), after(still(0.01)));
    expect(verdict(sight(drawn(moved(0.02), 8), drawn(moved(0.02), 3)), frozen)).toBe('showing');
  });
});
