/**
 * A clock that only moves when it is told to, so that a test reaches an expiry without waiting for it.
 * It may be set back: code under test must survive a machine whose time is corrected.
 */
export class TestClock {
  #nowMs: number;

  /** @throws RangeError when `start` is not a date. */
  constructor(start: string | Date = "2026-01-01T00:00:00.000Z") {
    this.#nowMs = toMilliseconds(start);
  }

  /** A fresh Date each time: changing it does not change the clock. */
  now(): Date {
    return new Date(this.#nowMs);
  }

  /** @throws RangeError when `seconds` is not a finite number. */
  advanceSeconds(seconds: number): void {
    if (!Number.isFinite(seconds)) throw new RangeError(`Cannot advance a clock by ${seconds} seconds`);
    this.#nowMs += seconds * 1000;
  }

  /** @throws RangeError when `date` is not a date. */
  set(date: string | Date): void {
    this.#nowMs = toMilliseconds(date);
  }
}

function toMilliseconds(date: string | Date): number {
  const milliseconds = new Date(date).getTime();
  if (Number.isNaN(milliseconds)) throw new RangeError(`Not a date: ${String(date)}`);
  return milliseconds;
}
