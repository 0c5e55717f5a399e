import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { expect, test } from "vitest";
import { Api } from "../../../testing/api.ts";

const BOOTSTRAP = "/api/v1/admin/bootstrap";
const body = { email: "Admin@Example.com", password: "correct horse battery", organization: "Acme Inc" };

const open = async () =>
  Api.open({ clock: new TestClock(new Date()), database: await openDatabase({ kind: "memory" }) });

test("makes the first admin, the organization and an admin identity with a token, once", async () => {
  await using api = await open();
  const answer = await api.call("POST", BOOTSTRAP, { body });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    message: expect.any(String),
    organization: { id: expect.any(String), name: "Acme Inc", slug: "acme-inc" },
    user: {
      id: expect.any(String),
      username: "admin@example.com",
      email: "admin@example.com",
      firstName: "admin",
      lastName: "",
      superAdmin: true,
    },
    identity: { id: expect.any(String), name: expect.any(String), credentials: { token: expect.any(String) } },
  });
  const { token } = answer.body.identity.credentials;
  const made = await api.call("POST", "/api/v1/identities", { token, body: { name: "x", role: "admin" } });
  expect(made.status).toBe(200);
  expect(await api.call("POST", BOOTSTRAP, { body: { ...body, email: "second@example.com" } })).toMatchObject({
    status: 400,
    body: { error: "BadRequest", message: "This instance has already been set up" },
  });
});

test.each<Record<string, string>>([
  { origin: "https://evil.example" },
  { origin: "null" },
  { "sec-fetch-site": "cross-site" },
])("is not done by a page of another site: %o", async (marks) => {
  await using api = await open();
  const headers = { ...marks, "content-type": "application/x-www-form-urlencoded" };
  const form = new URLSearchParams(body).toString();
  expect((await api.call("POST", BOOTSTRAP, { body: form, headers })).status).toBe(403);
  expect((await api.call("POST", BOOTSTRAP, { body })).status).toBe(200);
});

test("makes one of several at the same moment", async () => {
  await using api = await open();
  const answers = await Promise.all([1, 2, 3].map(() => api.call("POST", BOOTSTRAP, { body })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
});

test("refuses what breaks a rule, naming the field, and stays ready", async () => {
  await using api = await open();
  for (const [change, field] of [
    [{ email: "not an address" }, "email"],
    [{ password: "short" }, "password"],
    [{ password: "passphrase".repeat(26) }, "password"],
    [{ organization: " " }, "organization"],
    [{ organization: undefined }, "organization"],
  ] as const) {
    const answer = await api.call("POST", BOOTSTRAP, { body: { ...body, ...change } });
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: field }] } });
    expect(answer.body.message).not.toContain("short");
  }
  expect((await api.call("POST", BOOTSTRAP, { body })).status).toBe(200);
});
