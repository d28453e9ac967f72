import { fromBase64 } from '../../core/trust/index.ts';
import { CELLS_BYTES } from '../../core/picture/cells.ts';
import type { RendererMessage } from '../../core/protocol/player.ts';
import type { RendererSocket } from '../loopback/renderer-socket.ts';
import type { DesktopRect } from '../shell/shell.ts';
import type { Expected } from './judge.ts';

/** A page that is busy with a change answers within a few frames; later it hangs, which others notice. */
const ANSWER_WITHIN_MS = 2000;

export interface PageAnswer extends Expected {
  /** Where its output lies on the desktop. */
  area: DesktopRect;
}

/** Asks the page what it draws. */
export class PageView {
  readonly #renderer: Pick<RendererSocket, 'events' | 'send' | 'isConnected'>;
  #lastId = 0;

  constructor(renderer: Pick<RendererSocket, 'events' | 'send' | 'isConnected'>) {
    this.#renderer = renderer;
  }

  /** Null when there is no page, or none that answers. */
  ask(): Promise<PageAnswer | null> {
    const renderer = this.#renderer;
    if (!renderer.isConnected) return Promise.resolve(null);
    const id = (this.#lastId += 1);
    return new Promise((resolve) => {
      const settle = (answer: PageAnswer | null) => {
        clearTimeout(timer);
        renderer.events.off('message', onMessage).off('disconnected', onGone);
        resolve(answer);
      };
      const onMessage = (message: RendererMessage) => {
        if (message.type === 'looked' && message.id === id) settle(answerOf(message));
      };
      const onGone = () => {
        settle(null);
      };
      const timer = setTimeout(onGone, ANSWER_WITHIN_MS);
      renderer.events.on('message', onMessage).on('disconnected', onGone);
      renderer.send({ type: 'look', id });
    });
  }
}

function answerOf({
  cells,
  checksum,
  area,
}: Extract<RendererMessage, { type: 'looked' }>): PageAnswer | null {
  const bytes = fromBase64(cells);
  return bytes?.length === CELLS_BYTES ? { cells: bytes, checksum, area } : null;
}
