import { describe, expect, it } from "vitest";
import { describeError, isMissingCode, isOutdated, isRetryable, isSignedOut } from "./errors.ts";

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

  it("retries what may pass, never what was refused", () => {
    expect(isRetryable(serverError({ code: "server.unavailable", httpStatus: 503 }))).toBe(true);
    expect(isRetryable(serverError({ code: "request.invalid", httpStatus: 400 }))).toBe(false);
  });
});
