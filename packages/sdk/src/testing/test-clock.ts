import type { Clock } from "../clock.ts";

/** A clock that stands still until it is moved; sleeping moves it, and is written down. */
export class SleepingClock implements Clock {
  nowMs = Date.UTC(2026, 0, 1);
  readonly sleptMs: number[] = [];

  now(): number {
    return this.nowMs;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.sleptMs.push(ms);
    this.nowMs += ms;
  }
}
