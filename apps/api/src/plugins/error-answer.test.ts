import { AppError, invalidField } from "@podpass/core";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { toErrorAnswer } from "./error-answer.ts";

const coded = (code: string, cause?: unknown) => Object.assign(new Error("details of ours", { cause }), { code });

/** As Prisma throws it: what the driver said is in `meta` alone. */
const rawQueryFailed = (cause: object) =>
  Object.assign(coded("P2010"), { meta: { driverAdapterError: new Error("DriverAdapterError", { cause }) } });

describe("what a client is told of an error", () => {
  test("is the catalog's sentence, never the reason or the cause", () => {
    const error = new AppError("auth.permission_denied", { reason: "lacks secrets:create", cause: new Error("deep") });
    const answer = toErrorAnswer(error);
    expect(answer).toMatchObject({
      statusCode: 403,
      name: "PermissionDenied",
      message: "You are not allowed to do this",
    });
    expect(JSON.stringify(answer)).not.toMatch(/lacks|deep/);
  });

  test("names the fields that broke a rule", () => {
    expect(toErrorAnswer(invalidField("slug", "Must not be empty"))).toMatchObject({
      statusCode: 400,
      message: "slug: Must not be empty",
      issues: [{ path: "slug", message: "Must not be empty" }],
    });
    const { error } = z.object({ a: z.object({ b: z.string() }) }).safeParse({ a: {} });
    expect(toErrorAnswer(error)).toMatchObject({ statusCode: 400, issues: [{ path: "a.b" }] });
  });

  test.each([
    ["the database cannot be reached", coded("P1001")],
    ["the pool is exhausted", coded("P2024")],
    ["the connection was refused, deep inside", new Error("outer", { cause: coded("X", coded("ECONNREFUSED")) })],
    ["a raw query found no server", rawQueryFailed({ kind: "DatabaseNotReachable" })],
    ["the server stops", rawQueryFailed({ kind: "postgres", originalCode: "57P01", code: "57P01" })],
    ["the database's disk is full", rawQueryFailed({ kind: "postgres", originalCode: "53100", code: "53100" })],
    ["a transaction was ended in a deadlock", coded("P2034")],
    ["a raw query was", rawQueryFailed({ kind: "TransactionWriteConflict", originalCode: "40P01" })],
    ["a statement past Prisma was", coded("40P01")],
    ["transactions could not be put in an order", coded("40001")],
    ["the driver lost the connection", new Error("Connection terminated unexpectedly")],
    ["no connection of the pool came free", new Error("timeout exceeded when trying to connect")],
    ["the server stopped answering", new Error("Query read timeout")],
  ])("is 'not now' when %s", (_what, error) => {
    expect(toErrorAnswer(error)).toMatchObject({ statusCode: 503, code: "server.unavailable", retryAfterSeconds: 1 });
  });

  test.each([
    ["a fault of ours", new TypeError("x is undefined")],
    ["a broken constraint", coded("P2002")],
    ["a broken constraint in a raw query", rawQueryFailed({ kind: "postgres", originalCode: "23503" })],
    ["a text", "SELECT * FROM users"],
    ["nothing", undefined],
  ])("is nothing of the inside for %s", (_what, error) => {
    const answer = toErrorAnswer(error);
    expect(answer).toMatchObject({ statusCode: 500, message: "Something went wrong", issues: undefined });
  });
});
