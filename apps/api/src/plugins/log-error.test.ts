import { Writable } from "node:stream";
import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { describe, expect, test } from "vitest";
import { testApi } from "../testing/test-api.ts";

const LEVEL = { info: 30, warn: 40 };

describe("an error that was answered", () => {
  const lines: string[] = [];
  const logTo = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const api = testApi(async () => ({
    clock: new TestClock(),
    database: await openDatabase({ kind: "memory" }),
    logTo,
  }));

  test.each([
    ["POST", "/api/v1/auth/kubernetes-auth/login", 400, { level: LEVEL.warn, code: "request.invalid" }],
    ["POST", "/api/trpc/setup.createFirstAdmin", 400, { level: LEVEL.warn, code: "request.invalid" }],
    ["GET", "/api/v1/projects", 401, { level: LEVEL.info, code: "auth.token_missing" }],
    ["GET", "/api/trpc/project.list", 401, { level: LEVEL.info, code: "auth.signed_out" }],
    ["GET", "/api/trpc/nope.nope", 404, { level: LEVEL.info, code: "request.not_found" }],
  ])(
    "is in the log under the request's id, as loud in one API as in the other: %s %s",
    async (method, url, statusCode, line) => {
      const answer = await api().call(method, url, method === "POST" ? { body: {} } : {});
      expect(answer.status).toBe(statusCode);
      const logged = lines.map((text) => JSON.parse(text)).filter(({ code }) => code !== undefined);
      expect(logged.filter(({ reqId }) => reqId === answer.headers["x-request-id"])).toMatchObject([
        { ...line, statusCode },
      ]);
    },
  );
});
