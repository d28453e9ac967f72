import { Clock } from './clock.ts';
import { ServiceLink } from './service-link.ts';
import { Stage } from './stage.ts';

const output = document.getElementById('output');
if (!output) throw new Error('the page has no output element');

const clock = new Clock();
const stage = new Stage(output, clock, (message) => {
  link.send(message);
});
const link = new ServiceLink(
  (message) => {
    switch (message.type) {
      case 'state':
        clock.correct(message.clockOffsetMs);
        stage.apply(message);
        break;
      case 'clock':
        clock.correct(message.clockOffsetMs);
        break;
      case 'identify':
        stage.identify(message.label, message.durationMs);
        break;
      case 'reload':
        location.reload();
        break;
    }
  },
  () => ({
    type: 'alive',
    droppedFrames: stage.droppedFrames,
    elements: document.getElementsByTagName('*').length,
  }),
);

function step(): void {
  stage.tick();
  requestAnimationFrame(step);
}
link.start();
requestAnimationFrame(step);
