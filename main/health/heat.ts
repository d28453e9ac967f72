import type { Faults } from '../faults.ts';

/** Processors of kiosk PCs slow themselves down from about 95–100 °C; ten degrees below is time to look. */
const TOO_HOT_C = 85;
const COOL_AGAIN_C = 75;
/** One reading can be a burst of work; so many in a row are the weather. */
const READINGS = 2;

/** Raises `overheated`, and settles it only once the machine is clearly cooler again. */
export class Heat {
  readonly #faults: Pick<Faults, 'raise' | 'settle'>;
  #hotReadings = 0;
  #isHot = false;

  constructor(faults: Pick<Faults, 'raise' | 'settle'>) {
    this.#faults = faults;
  }

  measured(temperatureC: number): void {
    this.#hotReadings = temperatureC >= TOO_HOT_C ? this.#hotReadings + 1 : 0;
    if (this.#hotReadings >= READINGS) this.#isHot = true;
    if (temperatureC <= COOL_AGAIN_C && this.#isHot) {
      this.#isHot = false;
      this.#faults.settle('overheated');
    }
    // Told again with every reading: a fault that is not told again counts as over.
    if (this.#isHot) this.#faults.raise('overheated', `at or above ${TOO_HOT_C} °C`);
  }
}
