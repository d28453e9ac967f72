import { Clock } from './clock.ts';
import { Look } from './look.ts';
import { ServiceLink } from './service-link.ts';
import { Stage } from './stage.ts';

/** A page that draws nothing for so long does not call itself alive. */
const HANGS_AFTER_MS = 500;

const output = document.getElementById('output');
if (!output) throw new Error('the page has no output element');

/** A look waits for an idle moment, but not for longer. */
const LOOKS_WITHIN_MS = 300;

let frameBeganMs = 0;
let steppedAtMs = 0;
const look = new Look(output);
const clock = new Clock();
const stage = new Stage(output, clock, (message) => {
  link.send(message);
});
const link = new ServiceLink(
  (message) => {
    switch (message.type) {
      case 'state':
        clock.correct(message.clockOffsetMs, message.systemMs);
        stage.apply(message);
        // What is due is asked for at once, not with the next frame.
        stage.tick(frameBeganMs);
        break;
      case 'clock':
        clock.correct(message.clockOffsetMs, message.systemMs);
        break;
      case 'identify':
        stage.identify(message.label, message.durationMs);
        break;
      case 'look':
        requestIdleCallback(() => link.send(look.take(message.id)), { timeout: LOOKS_WITHIN_MS });
        break;
      case 'reload':
        location.reload();
        break;
    }
  },
  () => {
    if (performance.now() - steppedAtMs > HANGS_AFTER_MS) return undefined;
    const elements = document.getElementsByTagName('*').length;
    return { type: 'alive', droppedFrames: stage.droppedFrames, elements };
  },
);

function step(frameMs: number): void {
  requestAnimationFrame(step);
  frameBeganMs = frameMs;
  stage.tick(frameMs);
  steppedAtMs = performance.now();
}
link.start();
requestAnimationFrame(step);
