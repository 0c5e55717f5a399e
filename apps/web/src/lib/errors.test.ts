import { ERROR_CATALOG } from "@podpass/contracts";
import { describe, expect, it } from "vitest";
import { describeError, isMissingCode, isOutdated, isRetryable, isSignedOut, retryDelayMs } from "./errors.ts";

const serverError = (data: object) => Object.assign(new Error("Identity not found"), { data });

describe("describeError", () => {
  it("passes on the public sentence, the code, the request id and the field issues of the server", () => {
    const issues = [{ path: "name", message: "Must not be empty" }];
    const error = serverError({ code: "identity.not_found", httpStatus: 404, requestId: "req-1", issues });
    expect(describeError(error)).toEqual({
      message: "Identity not found",
      code: "identity.not_found",
      httpStatus: 404,
      requestId: "req-1",
      issues,
    });
  });

  it.each([
    [ERROR_CATALOG["request.rate_limited"].message, 6, "Rate limit exceeded. Try again in 6 seconds"],
    [ERROR_CATALOG["server.unavailable"].message, 1, "The service is temporarily unavailable. Try again in 1 second"],
    [
      ERROR_CATALOG["auth.too_many_attempts"].message,
      721,
      "Too many attempts from this address. Try again in 13 minutes",
    ],
    [
      ERROR_CATALOG["event_subscription.too_many"].message,
      30,
      "Too many event subscriptions are open. Close one. Try again in 30 seconds",
    ],
    ["Kubernetes did not answer", 120, "Kubernetes did not answer. Try again in 2 minutes"],
  ])("says of %j when to come back, where the server says it", (message, retryAfterSeconds, expected) => {
    const error = Object.assign(new Error(message), { data: { code: "any", httpStatus: 503, retryAfterSeconds } });
    expect(describeError(error)).toMatchObject({ message: expected, retryAfterSeconds });
  });

  it("does not show the text of an error that no server wrote", () => {
    expect(describeError(new Error("x is not a function")).message).not.toContain("function");
    expect(describeError("boom").message).toContain("Something went wrong");
  });

  it("tells an unreachable server from a failing one", () => {
    const error = new Error("fetch failed", { cause: new TypeError("Failed to fetch") });
    expect(describeError(error).message).toContain("could not be reached");
  });
});

describe("what follows from an error", () => {
  it.each([
    "Failed to fetch dynamically imported module: https://podpass.example/assets/settings-BWSGMxDt.js",
    "error loading dynamically imported module: https://podpass.example/assets/settings-BWSGMxDt.js",
    "Importing a module script failed.",
  ])("takes %j for code the server no longer has, and no failed request", (message) => {
    expect(isMissingCode(new TypeError(message))).toBe(true);
    expect(describeError(new TypeError(message)).message).toContain("updated");
    expect(isMissingCode(new TypeError("Failed to fetch"))).toBe(false);
  });

  it("takes only 401 for signed out", () => {
    expect(isSignedOut(serverError({ code: "auth.signed_out", httpStatus: 401 }))).toBe(true);
    expect(isSignedOut(serverError({ code: "auth.permission_denied", httpStatus: 403 }))).toBe(false);
    expect(isSignedOut(new Error("401"))).toBe(false);
  });

  it("takes what somebody changed, renamed or deleted meanwhile for outdated, and no other refusal", () => {
    const isOutdatedBy = (data: object) => isOutdated(describeError(serverError(data)));
    expect(isOutdatedBy({ code: "secret.changed_meanwhile", httpStatus: 400 })).toBe(true);
    expect(isOutdatedBy({ code: "secret.not_found", httpStatus: 404 })).toBe(true);
    expect(isOutdatedBy({ code: "auth.permission_denied", httpStatus: 403 })).toBe(false);
    expect(isOutdatedBy({ code: "secret.already_exists", httpStatus: 400 })).toBe(false);
    expect(isOutdated(null)).toBe(false);
  });

  it("waits as long as the server asks before it tries again, and tries nothing again that takes long", () => {
    const busy = (httpStatus: number, retryAfterSeconds: number) =>
      serverError({ code: "any", httpStatus, retryAfterSeconds });
    expect(retryDelayMs(0, busy(503, 1))).toBe(1000);
    expect(retryDelayMs(1, busy(429, 5))).toBe(5000);
    expect(isRetryable(busy(429, 5))).toBe(true);
    expect(isRetryable(busy(429, 6))).toBe(false);
    expect(isRetryable(busy(503, 6))).toBe(false);
    expect([0, 1, 2, 10].map((count) => retryDelayMs(count, new Error("lost")))).toEqual([1000, 2000, 4000, 30_000]);
  });

  it("retries what may pass, never what was refused", () => {
    expect(isRetryable(serverError({ code: "server.unavailable", httpStatus: 503 }))).toBe(true);
    expect(isRetryable(serverError({ code: "request.invalid", httpStatus: 400 }))).toBe(false);
  });
});
