import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { expect, test } from "vitest";
import { testApi } from "../testing/test-api.ts";

const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));

test.each([
  ["GET", "/api/v2/service-token", /^Service tokens are not supported/],
  ["GET", "/api/v2/service-token/", /^Service tokens are not supported/],
  ["POST", "/api/v1/dynamic-secrets/leases", /^Dynamic secrets/],
  ["GET", "/api/v1/dynamic-secrets?projectSlug=shop", /^Dynamic secrets/],
  ["POST", "/api/v1/kms/keys", /^KMS keys/],
  ["POST", "/api/v1/ssh/certificates/issue", /^SSH/],
  ["POST", "/api/v1/pki/certificates/issue-certificate", /^Certificates/],
  ["GET", "/api/v2/gateways", /^Gateways/],
  ["GET", "/api/v1/relays", /^Gateways and relays/],
  ["POST", "/api/v1/auth/aws-auth/login", /^This login method is not supported/],
])("%s %s is answered 404 in a sentence, in the envelope of every error", async (method, url, message) => {
  const { status, body } = await api().call(method, url);
  expect({ status, body }).toEqual({
    status: 404,
    body: {
      reqId: expect.stringMatching(/^req-/),
      statusCode: 404,
      message: expect.stringMatching(message),
      error: "NotFound",
    },
  });
});

test("who shows an API key alone is told what to use; beside an access token it means nothing", async () => {
  const { status, body } = await api().call("GET", "/api/v1/projects", { headers: { "x-api-key": "ak.1" } });
  expect(status).toBe(400);
  expect(body).toMatchObject({ error: "BadRequest", message: expect.stringMatching(/^API keys are not supported/) });
  const headers = { "x-api-key": "ak.1", authorization: "Bearer nonsense" };
  expect((await api().call("GET", "/api/v1/projects", { headers })).status).toBe(401);
});
