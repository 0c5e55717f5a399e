import { Readable } from "node:stream";
import type { Clock, ProjectEventSink, ProjectEventSubscription } from "@podpass/core";
import { errorFrame, eventFrames, PING_FRAME } from "./event-frames.ts";

/** What is kept for a client that reads slower than things happen; a frame is a few hundred bytes. */
const MAX_UNREAD_BYTES = 256 * 1024;
/** Proxies close what is silent for a minute; the operator takes two minutes of silence for a dead connection. */
const BEAT_MS = 15_000;

interface EventStreamOptions {
  clock: Clock;
  beatMs?: number;
}

/**
 * The body of a subscription's answer. A client that does not keep up is cut off rather than left with a gap: it comes
 * back and reads everything anew.
 */
export class EventStream extends Readable implements ProjectEventSink {
  readonly #clock: Clock;
  readonly #beatMs: number;

  constructor({ clock, beatMs = BEAT_MS }: EventStreamOptions) {
    super({ highWaterMark: MAX_UNREAD_BYTES });
    this.#clock = clock;
    this.#beatMs = beatMs;
  }

  /** Pings from now on, and ends with the subscription when the client goes. */
  follow(subscription: ProjectEventSubscription): this {
    const timer = setInterval(() => subscription.beat(), this.#beatMs);
    timer.unref();
    this.once("close", () => {
      clearInterval(timer);
      subscription.close();
    });
    // Clients wait for the first bytes before they take a subscription for made.
    subscription.beat();
    return this;
  }

  override _read(): void {
    // Frames are pushed as things happen; there is nothing to fetch.
  }

  send(events: Parameters<ProjectEventSink["send"]>[0]): void {
    for (const frame of eventFrames(events, this.#clock.now())) this.#write(frame);
  }

  ping(): void {
    this.#write(PING_FRAME);
  }

  end({ message }: { message: string }): void {
    this.#write(errorFrame(message));
    this.push(null);
  }

  #write(frame: string): void {
    if (this.destroyed || this.readableEnded) return;
    if (!this.push(frame)) this.destroy();
  }
}
