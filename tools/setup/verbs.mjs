/**
 * What each command of the README does: the system programs it needs, then scripts run one after the other with the
 * pinned Node. Words the user adds (`npm test -- test/core`) go to the last script.
 */
const air = ['ffmpeg', 'ffprobe', 'chromium', 'espeak-ng', 'bwrap', 'pdftoppm', 'heif-convert', 'fonts'];
const screens = [...air, 'Xvfb', 'openbox', 'xwd', 'strace', 'mcopy'];
const build = ['tools/build.ts'];

export const verbs = {
  setup: { programs: screens, steps: [] },
  build: { programs: [], steps: [build] },
  start: { programs: air, steps: [build, ['tools/start.ts']] },
  test: { programs: screens, steps: [build, ['node_modules/vitest/vitest.mjs', 'run']] },
  check: { programs: screens, steps: [build, ['tools/check.ts']] },
  faults: { programs: screens, steps: [build, ['test/faults/run.ts']] },
  soak: { programs: screens, steps: [build, ['test/bench/soak.ts']] },
  bench: { programs: [...screens, 'loudgain'], steps: [build, ['test/bench/run.ts']] },
};
