import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { admit, afterOutcome, type BreakerState, CLOSED, FAILURES_TO_OPEN, OPEN_MS } from "./circuit-breaker.ts";
import type { ReviewFault, TokenReviewOutcome } from "./token-review.gateway.ts";

const TRANSPORT: ReviewFault[] = [
  "host_not_found",
  "unreachable",
  "tls_untrusted",
  "tls_wrong_name",
  "tls_expired",
  "tls_failed",
  "timed_out",
];
const ANSWERS: ReviewFault[] = [
  "redirected",
  "reviewer_unauthorized",
  "reviewer_forbidden",
  "unexpected_status",
  "answer_malformed",
];
const LOCAL: ReviewFault[] = ["own_account_missing", "overloaded", "host_refused"];

const noAnswer = (fault: ReviewFault): TokenReviewOutcome => ({ kind: "no_answer", fault, reason: `why ${fault}` });
const refused: TokenReviewOutcome = { kind: "not_authenticated", reason: "expired" };
const last = { fault: "timed_out" as const, reason: "no complete answer in time" };
const openedAt = (openedAtMs: number): BreakerState => ({ kind: "open", openedAtMs, last });

describe("a circuit breaker", () => {
  it.each(TRANSPORT)("opens after as many %s in a row as the constant says, and not before", (fault) => {
    let state = CLOSED;
    for (let failures = 1; failures <= FAILURES_TO_OPEN; failures += 1) {
      expect(admit(state, 0)).toEqual({ kind: "call" });
      state = afterOutcome(state, "call", noAnswer(fault), 7);
    }
    expect(state).toEqual({ kind: "open", openedAtMs: 7, last: { fault, reason: `why ${fault}` } });
  });

  it.each([refused, ...ANSWERS.map(noAnswer)])("never opens for an answer: %j", (outcome) => {
    const almostOpen: BreakerState = { kind: "closed", failures: FAILURES_TO_OPEN - 1 };
    expect(afterOutcome(almostOpen, "call", outcome, 0)).toBe(CLOSED);
  });

  it.each(LOCAL)("learns nothing from %s, for which no call was made", (fault) => {
    const almostOpen: BreakerState = { kind: "closed", failures: FAILURES_TO_OPEN - 1 };
    expect(afterOutcome(almostOpen, "call", noAnswer(fault), 0)).toBe(almostOpen);
  });

  it.each<[string, number, unknown]>([
    ["at once", 0, { kind: "refuse", last, retryAfterSeconds: OPEN_MS / 1000 }],
    ["a moment later", 1, { kind: "refuse", last, retryAfterSeconds: OPEN_MS / 1000 }],
    ["just before the time is over", OPEN_MS - 1, { kind: "refuse", last, retryAfterSeconds: 1 }],
    ["when the time is over", OPEN_MS, { kind: "probe", last }],
    ["much later", OPEN_MS * 1000, { kind: "probe", last }],
    ["when the clock was set back", -1, { kind: "probe", last }],
  ])("that opened answers with the last failure, and lets one call through in time: %s", (_when, afterMs, expected) => {
    expect(admit(openedAt(5000), 5000 + afterMs)).toEqual(expected);
  });

  const halfOpen: BreakerState = { kind: "half_open", last };
  it.each<[string, BreakerState, "call" | "probe", TokenReviewOutcome, BreakerState]>([
    ["an answer to the probe closes it", halfOpen, "probe", refused, CLOSED],
    [
      "a failed probe opens it anew",
      halfOpen,
      "probe",
      noAnswer("timed_out"),
      { kind: "open", openedAtMs: 20_000, last: { fault: "timed_out", reason: "why timed_out" } },
    ],
    ["a probe that was not sent lets the next one try", halfOpen, "probe", noAnswer("overloaded"), openedAt(10_000)],
    ["an earlier call's failure leaves the probe alone", halfOpen, "call", noAnswer("timed_out"), halfOpen],
    [
      "an earlier call's failure does not prolong it",
      openedAt(15_000),
      "call",
      noAnswer("timed_out"),
      openedAt(15_000),
    ],
    ["an earlier call's answer closes it", openedAt(15_000), "call", refused, CLOSED],
  ])("%s", (_what, state, admitted, outcome, expected) => {
    expect(afterOutcome(state, admitted, outcome, 20_000)).toEqual(expected);
  });

  it("lets no second call beside a probe", () => {
    expect(admit(halfOpen, 1e12)).toEqual({ kind: "refuse", last, retryAfterSeconds: OPEN_MS / 1000 });
  });

  it("never stays shut: after any history, one waiting time later a call is let through", () => {
    const outcome = fc.constantFrom(refused, ...[...TRANSPORT, ...ANSWERS, ...LOCAL].map(noAnswer));
    const step = fc.record({ outcome, waitMs: fc.integer({ min: -OPEN_MS, max: 2 * OPEN_MS }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state = CLOSED;
        let nowMs = 0;
        for (const { outcome: result, waitMs } of steps) {
          nowMs += waitMs;
          const admission = admit(state, nowMs);
          if (admission.kind === "refuse") {
            expect(admission.retryAfterSeconds).toBeGreaterThanOrEqual(1);
            expect(admission.retryAfterSeconds).toBeLessThanOrEqual(OPEN_MS / 1000);
            continue;
          }
          if (admission.kind === "probe") state = { kind: "half_open", last: admission.last };
          state = afterOutcome(state, admission.kind, result, nowMs);
          expect(state.kind).not.toBe("half_open");
        }
        expect(admit(state, nowMs + OPEN_MS).kind).not.toBe("refuse");
      }),
    );
  });
});
