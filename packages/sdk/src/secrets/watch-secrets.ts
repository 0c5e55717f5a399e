import type { Api } from "../api.ts";
import type { Clock } from "../clock.ts";
import { PodpassError, RateLimitedError, UnavailableError } from "../errors.ts";
import { AnswerReader } from "../read-answer.ts";
import { followEvents } from "./follow-events.ts";
import type { ListSecretsOptions, Secret } from "./secret.ts";
import type { SecretsApi } from "./secrets-api.ts";

const POLL_WITHOUT_EVENTS_MS = 1_000;
const POLL_BESIDE_EVENTS_MS = 60_000;
const ASK_AGAIN_MS = 60_000;
const REFUSED = Number.POSITIVE_INFINITY;
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 10_000;

export type WatchOptions = ListSecretsOptions & {
  /** How often to poll a server that sends no events. Default: every second; an unchanged list costs a few bytes. */
  pollMs?: number;
  /** Called with every failure; the watch goes on. */
  onError?: (error: PodpassError) => void;
};

interface Watcher {
  api: Api;
  secrets: SecretsApi;
  clock: Clock;
  random: () => number;
}

/**
 * Yields the secrets now, and again whenever they change, until the signal is aborted. The server tells of changes as
 * they happen; asking for the list with its ETag says whether they matter here. A server that is down is waited for.
 * @throws PodpassError at once when the first list is refused; later only `onError` is told.
 */
export async function* watchSecrets(watcher: Watcher, options: WatchOptions): AsyncGenerator<Secret[], void, void> {
  const { pollMs = POLL_WITHOUT_EVENTS_MS, onError = () => {}, ...list } = options;
  const stop = new AbortController();
  const signal = list.signal ? AbortSignal.any([list.signal, stop.signal]) : stop.signal;
  const events = new ChangeSignal();
  let isFollowing = false;
  let etag: string | null = null;
  let failures = 0;
  try {
    let current = await watcher.secrets.listUnlessSame({ ...list, signal }, null);
    const following = keepFollowing(watcher, { ...list, signal }, (isOpen) => {
      isFollowing = isOpen;
      events.raise();
    });
    following.catch(() => {});
    while (!signal.aborted) {
      if (current) {
        etag = current.etag;
        yield current.secrets;
      }
      const waitMs = failures > 0 ? pauseAfter(failures, watcher.random) : isFollowing ? POLL_BESIDE_EVENTS_MS : pollMs;
      await events.next(waitMs, watcher.clock, signal);
      try {
        current = await watcher.secrets.listUnlessSame({ ...list, signal }, etag);
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof PodpassError)) throw error;
        current = null;
        failures += 1;
        onError(error);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    stop.abort();
  }
}

/** Follows the project's events, again whenever that ends; tells when it is open, at each event, and when it is not. */
async function keepFollowing(
  { api, clock, random }: Watcher,
  options: ListSecretsOptions & { signal: AbortSignal },
  tell: (isOpen: boolean) => void,
): Promise<void> {
  const { signal } = options;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const projectId = await projectIdOf(api, options);
      await followEvents(api, projectId, signal, () => {
        failures = 0;
        tell(true);
      });
      tell(false);
    } catch (error) {
      if (signal.aborted) return;
      tell(false);
      failures = isRefusal(error) ? REFUSED : failures + 1;
    }
    await clock.sleep(failures === REFUSED ? ASK_AGAIN_MS : pauseAfter(failures, random), signal);
  }
}

/** A server without events, or one that does not give them to this identity, is asked again only now and then. */
function isRefusal(error: unknown): boolean {
  return error instanceof PodpassError && !(error instanceof UnavailableError || error instanceof RateLimitedError);
}

async function projectIdOf(api: Api, options: ListSecretsOptions & { signal: AbortSignal }): Promise<string> {
  if ("projectId" in options) return options.projectId;
  const path = `/api/v1/projects/slug/${encodeURIComponent(options.projectSlug)}`;
  const { body } = await api.send({ method: "GET", path, isRepeatable: true, signal: options.signal });
  return new AnswerReader(body).text("id");
}

function pauseAfter(failures: number, random: () => number): number {
  return Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, failures - 1)) * (0.5 + random() / 2);
}

/** Wakes whoever waits; raised while nobody does, it wakes the next at once. */
class ChangeSignal {
  #isRaised = false;
  #wake: (() => void) | null = null;

  raise(): void {
    this.#isRaised = true;
    this.#wake?.();
  }

  /** Resolves when raised, or after `ms` milliseconds. */
  async next(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
    if (!this.#isRaised) {
      const timer = new AbortController();
      const raised = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      const slept = clock.sleep(ms, AbortSignal.any([signal, timer.signal]));
      slept.catch(() => {});
      try {
        await Promise.race([raised, slept]);
      } finally {
        this.#wake = null;
        timer.abort();
      }
    }
    this.#isRaised = false;
  }
}
