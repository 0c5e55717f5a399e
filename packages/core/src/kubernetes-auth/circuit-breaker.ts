import type { ReviewFault, TokenReviewOutcome } from "./token-review.gateway.ts";

/** Consecutive transport failures before the cluster is left alone. */
export const FAILURES_TO_OPEN = 5;
/** How long it is left alone before one login tries again. */
export const OPEN_MS = 10_000;

/** What failed below HTTP. An HTTP answer of any kind, a refusal included, shows that the cluster is there. */
const TRANSPORT_FAULTS: ReadonlySet<ReviewFault> = new Set([
  "host_not_found",
  "unreachable",
  "tls_untrusted",
  "tls_wrong_name",
  "tls_expired",
  "tls_failed",
  "timed_out",
]);
/** No call left the server, so these say nothing of the cluster. */
const LOCAL_FAULTS: ReadonlySet<ReviewFault> = new Set(["own_account_missing", "host_refused", "overloaded"]);

export interface LastFailure {
  fault: ReviewFault;
  reason: string;
}

export type BreakerState =
  | { kind: "closed"; failures: number }
  | { kind: "open"; openedAtMs: number; last: LastFailure }
  | { kind: "half_open"; last: LastFailure };

export const CLOSED: BreakerState = { kind: "closed", failures: 0 };

type Admission =
  | { kind: "call" }
  /** The one call of a half-open breaker: it alone decides what comes next. */
  | { kind: "probe"; last: LastFailure }
  | { kind: "refuse"; last: LastFailure; retryAfterSeconds: number };

/** What a login may do now. Whoever takes a probe sets `half_open`, makes the call and reports it. */
export function admit(state: BreakerState, nowMs: number): Admission {
  if (state.kind === "closed") return { kind: "call" };
  if (state.kind === "half_open") return { kind: "refuse", last: state.last, retryAfterSeconds: OPEN_MS / 1000 };
  const elapsedMs = nowMs - state.openedAtMs;
  // A clock that was set back must not keep a cluster shut for as long as it was wrong.
  if (elapsedMs < 0 || elapsedMs >= OPEN_MS) return { kind: "probe", last: state.last };
  return { kind: "refuse", last: state.last, retryAfterSeconds: Math.ceil((OPEN_MS - elapsedMs) / 1000) };
}

/**
 * The state after a call that was admitted as `admitted`. An answer closes the breaker, whichever call brings it. A
 * failure counts while it is closed; a call from before it opened, failing later, does not keep it open for longer.
 */
export function afterOutcome(
  state: BreakerState,
  admitted: "call" | "probe",
  outcome: TokenReviewOutcome,
  nowMs: number,
): BreakerState {
  const failure = outcome.kind === "no_answer" ? outcome : null;
  if (failure && LOCAL_FAULTS.has(failure.fault)) return afterNothing(state, admitted, nowMs);
  if (!failure || !TRANSPORT_FAULTS.has(failure.fault)) return CLOSED;
  const last = { fault: failure.fault, reason: failure.reason };
  if (state.kind === "closed") {
    const failures = state.failures + 1;
    return failures < FAILURES_TO_OPEN ? { kind: "closed", failures } : { kind: "open", openedAtMs: nowMs, last };
  }
  return state.kind === "half_open" && admitted === "probe" ? { kind: "open", openedAtMs: nowMs, last } : state;
}

/** A probe that never left the server has proven nothing: the next login may be one. */
function afterNothing(state: BreakerState, admitted: "call" | "probe", nowMs: number): BreakerState {
  if (state.kind !== "half_open" || admitted !== "probe") return state;
  return { kind: "open", openedAtMs: nowMs - OPEN_MS, last: state.last };
}
