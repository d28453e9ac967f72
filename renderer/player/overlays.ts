import type { ServiceMessage } from '../../core/protocol/player.ts';

type State = Extract<ServiceMessage, { type: 'state' }>;

function element(className: string, ...children: HTMLElement[]): HTMLDivElement {
  const node = document.createElement('div');
  node.className = className;
  node.append(...children);
  return node;
}

/** What may lie over or instead of the programme: slate, pairing code, DEMO mark, identification. */
export class Overlays {
  readonly #city = element('slate-city');
  readonly #time = element('slate-time');
  readonly #slate = element('slate', this.#time, this.#city);
  readonly #code = element('pairing-code');
  readonly #help = element('pairing-help');
  readonly #pairing = element('pairing', this.#help, this.#code);
  readonly #demo = element('demo');
  readonly #identify = element('identify');
  #utcOffsetMs = 0;
  #identifyTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(output: HTMLElement) {
    this.#demo.textContent = 'DEMO';
    this.#help.textContent = 'Wawar → Layar → Hubungkan layar';
    for (const node of [this.#slate, this.#pairing, this.#demo, this.#identify]) {
      node.hidden = true;
      output.append(node);
    }
  }

  /** Type sizes follow the panel's height, so a 192-pixel wall is as readable as a monitor. */
  resize(widthPx: number, heightPx: number): void {
    const px = (share: number) =>
      `${String(Math.max(9, Math.round(share * Math.min(heightPx, widthPx * 0.6))))}px`;
    this.#slate.style.fontSize = px(0.3);
    this.#pairing.style.fontSize = px(0.26);
    this.#demo.style.fontSize = px(0.05);
    this.#identify.style.fontSize = px(0.16);
  }

  apply(state: State): void {
    this.#city.textContent = state.slate.cityName;
    this.#utcOffsetMs = state.slate.utcOffsetMs;
    this.#code.textContent = state.pairingCode ?? '';
    this.#pairing.hidden = state.pairingCode === null;
    this.#demo.hidden = !state.demo;
  }

  /** The slate stands only when nothing at all may play. */
  slate(visible: boolean, nowMs: number): void {
    if (this.#slate.hidden === visible) this.#slate.hidden = !visible;
    if (!visible) return;
    const time = new Date(nowMs + this.#utcOffsetMs).toISOString().slice(11, 16);
    if (this.#time.textContent !== time) this.#time.textContent = time;
  }

  identify(label: string, durationMs: number): void {
    this.#identify.textContent = label;
    this.#identify.hidden = false;
    clearTimeout(this.#identifyTimer);
    this.#identifyTimer = setTimeout(() => {
      this.#identify.hidden = true;
    }, durationMs);
  }
}
