import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sessionEnd } from "./session-limits.ts";

const at = (seconds: number) => new Date(seconds * 1000);
const limits = { idleSeconds: 100, maxSeconds: 1000 };

describe("a session ends", () => {
  it.each([
    ["after its idle limit", { lastSeenAt: at(50), expiresAt: at(1000) }, 150],
    ["at its absolute end, however lately it was used", { lastSeenAt: at(990), expiresAt: at(1000) }, 1000],
    ["when the limit was lowered since", { lastSeenAt: at(1500), expiresAt: at(5000) }, 1000],
    [
      "at the end it was opened with, when the limit was raised since",
      { lastSeenAt: at(590), expiresAt: at(600) },
      600,
    ],
  ])("%s", (_when, times, end) => {
    expect(sessionEnd({ createdAt: at(0), ...times }, limits)).toEqual(at(end));
  });

  it("never later by being used than its absolute end", () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(2000), (lastSeen, expires) => {
        const end = sessionEnd({ createdAt: at(0), lastSeenAt: at(lastSeen), expiresAt: at(expires) }, limits);
        expect(end.getTime()).toBeLessThanOrEqual(Math.min(expires, 1000) * 1000);
      }),
    );
  });
});
