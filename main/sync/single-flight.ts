/** Runs one task at a time; being asked again while it runs means one more run afterwards, not two at once. */
export class SingleFlight {
  readonly #task: () => Promise<void>;
  readonly #onFault: (error: unknown) => void;
  #running: Promise<void> | null = null;
  #again = false;

  constructor(task: () => Promise<void>, onFault: (error: unknown) => void) {
    this.#task = task;
    this.#onFault = onFault;
  }

  trigger(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#task()
      .catch(this.#onFault)
      .finally(() => {
        this.#running = null;
        if (this.#again) {
          this.#again = false;
          this.trigger();
        }
      });
  }

  /** Settles when nothing runs and nothing was asked for again. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }
}
