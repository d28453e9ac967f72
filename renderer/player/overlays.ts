import type { ServiceMessage } from '../../core/protocol/player.ts';

type State = Extract<ServiceMessage, { type: 'state' }>;

/** A panel lower than this share of its width is a strip. */
const STRIP = 0.35;

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
    this.#help.textContent = 'Wawar → Layar → Pasangkan perangkat';
    for (const node of [this.#slate, this.#pairing, this.#demo, this.#identify]) {
      node.hidden = true;
      output.append(node);
    }
  }

  /**
   * Type sizes follow the panel, so a 192-pixel wall is as readable as a monitor. The code's two groups stand one above
   * the other, as large as they go, unless the panel is a strip.
   */
  resize(widthPx: number, heightPx: number): void {
    const size = (node: HTMLElement, ofHeight: number, ofWidth: number) => {
      node.style.fontSize = `${String(Math.max(9, Math.round(Math.min(heightPx * ofHeight, widthPx * ofWidth))))}px`;
    };
    const isStrip = heightPx < widthPx * STRIP;
    this.#pairing.classList.toggle('pairing-strip', isStrip);
    if (isStrip) size(this.#pairing, 0.4, 0.11);
    else size(this.#pairing, 0.3, 0.21);
    size(this.#slate, 0.36, 0.2);
    size(this.#demo, 0.065, 0.04);
    size(this.#identify, 0.16, 0.075);
  }

  apply(state: State): void {
    this.#city.textContent = state.slate.cityName;
    this.#utcOffsetMs = state.slate.utcOffsetMs;
    this.#showCode(state.pairingCode ?? '');
    this.#pairing.hidden = state.pairingCode === null;
    this.#demo.hidden = !state.demo;
  }

  #showCode(code: string): void {
    if (code === this.#code.dataset['code']) return;
    this.#code.dataset['code'] = code;
    this.#code.replaceChildren(
      ...code.split('-').map((group) => {
        const part = element('pairing-group');
        part.textContent = group;
        return part;
      }),
    );
  }

  /** The slate stands only when nothing at all may play. */
  slate(visible: boolean, nowMs: number): void {
    if (this.#slate.hidden === visible) this.#slate.hidden = !visible;
    if (!visible) return;
    const time = new Date(nowMs + this.#utcOffsetMs).toISOString().slice(11, 16);
    if (this.#time.textContent !== time) this.#time.textContent = time;
  }

  identify(label: string, durationMs: number): void {
    this.#identify.textContent = label.replaceAll('-', '\n');
    this.#identify.hidden = false;
    clearTimeout(this.#identifyTimer);
    this.#identifyTimer = setTimeout(() => {
      this.#identify.hidden = true;
    }, durationMs);
  }
}
