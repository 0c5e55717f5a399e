import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

const LOGIN = "/api/v1/auth/kubernetes-auth/login";
const json = { "content-type": "application/json" };
const form = { "content-type": "application/x-www-form-urlencoded" };

describe("a login request that is not one", () => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));

  test.each([
    ["no jwt", { identityId: "x" }, "jwt"],
    ["no identityId", { jwt: "a.b.c" }, "identityId"],
    ["a number for a jwt", { identityId: "x", jwt: 7 }, "jwt"],
    ["null for an identityId", { identityId: null, jwt: "a.b.c" }, "identityId"],
    ["a list for a jwt", { identityId: "x", jwt: ["a.b.c"] }, "jwt"],
    ["nothing at all", undefined, "identityId"],
  ])("is told which field is wrong: %s", async (_name, body, field) => {
    const answer = await api().call("POST", LOGIN, { body });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ statusCode: 400, error: "ValidationFailure" });
    expect(answer.body.message).toMatch(new RegExp(`^${field}: `));
    expect(answer.body.details[0].path).toBe(field);
    expect(answer.body.reqId).toBe(answer.headers["x-request-id"]);
  });

  test("is told every wrong field, not only the first", async () => {
    const answer = await api().call("POST", LOGIN, { body: {} });
    expect(answer.body.details.map(({ path }: { path: string }) => path)).toEqual(["identityId", "jwt"]);
  });

  test("is told of a field that is there twice in a form", async () => {
    const answer = await api().call("POST", LOGIN, { body: "identityId=x&jwt=a&jwt=b", headers: form });
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: "jwt" }] } });
  });

  test.each([
    ["broken JSON", "{"],
    ["a list", "[]"],
    ["a text", '"jwt"'],
    ["a change of the prototype", '{"__proto__": {"jwt": "x"}}'],
  ])("is told of the body: %s", async (_name, body) => {
    const answer = await api().call("POST", LOGIN, { body, headers: json });
    expect(answer).toMatchObject({ status: 400, body: { statusCode: 400, message: expect.stringMatching(/^body: /) } });
  });

  test("is told that its content type is not supported", async () => {
    const answer = await api().call("POST", LOGIN, { body: "<jwt/>", headers: { "content-type": "text/xml" } });
    expect(answer).toMatchObject({ status: 415, body: { statusCode: 415, message: expect.any(String) } });
  });

  test("is told that its body is too large", async () => {
    const answer = await api().call("POST", LOGIN, { body: { identityId: "x", jwt: "a".repeat(1_100_000) } });
    expect(answer).toMatchObject({ status: 413, body: { statusCode: 413, message: "The request body is too large" } });
  });
});
