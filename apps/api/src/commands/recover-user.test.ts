import { PassThrough, Writable } from "node:stream";
import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { describe, expect, test } from "vitest";
import { testApi } from "../testing/test-api.ts";
import { readPassword } from "./read-password.ts";
import { recoverUser } from "./recover-user.ts";

const EMAIL = "admin@example.com";
const PASSWORD = "correct horse battery";
const SITE_URL = "https://podpass.example.com";

describe("the operator's commands for people", () => {
  const api = testApi(async () => ({
    clock: new TestClock(new Date()),
    database: await openDatabase({ kind: "memory" }),
  }));
  const run = (args: string[], password = "") =>
    recoverUser(api().container.services, { args, siteUrl: SITE_URL, readPassword: async () => password });
  const signIn = async (password: string) =>
    (await api().call("POST", "/api/auth/sign-in/email", { body: { email: EMAIL, password } })).status;
  const reset = (token: string, newPassword: string) =>
    api().call("POST", "/api/trpc/passwordReset.reset", { body: { token, newPassword } });

  test("print a link that sets a password once, for whom it was made", async () => {
    const lines = await run(["reset-password", EMAIL]);
    const token = /^https:\/\/podpass\.example\.com\/reset-password#([\w-]{43})$/.exec(lines.at(-1) ?? "")?.[1] ?? "";
    expect((await reset(token, "short")).status).toBe(400);
    expect((await reset(token, "a password by link")).status).toBe(200);
    expect(await reset(token, "another password by link")).toMatchObject({
      status: 400,
      body: { error: { data: { code: "password_reset.over" } } },
    });
    expect([await signIn(PASSWORD), await signIn("a password by link")]).toEqual([401, 200]);
  });

  test("set a password that was typed, never one that is an argument", async () => {
    await run(["reset-password", EMAIL, "--ask"], PASSWORD);
    expect(await signIn(PASSWORD)).toBe(200);
    await expect(run(["reset-password", EMAIL, "--ask"], "short")).rejects.toThrow("at least 12 characters");
    await expect(run(["reset-password", EMAIL, "a password as argument"])).rejects.toThrow("Usage");
  });

  test("let a locked person try again", async () => {
    for (let wrong = 0; wrong < 10; wrong++) await signIn("wrong horse battery");
    expect(await signIn(PASSWORD)).toBe(401);
    await run(["unlock", EMAIL]);
    expect(await signIn(PASSWORD)).toBe(200);
    expect(await api().auditEvents({ action: "user.unlock" })).toMatchObject([{ actorType: "system" }]);
  });

  test.each([[[]], [["unlock"]], [["delete", EMAIL]], [["unlock", EMAIL, "--ask"]]])(
    "say how they are called: %j",
    async (args) => {
      await expect(run(args)).rejects.toThrow("Usage");
    },
  );

  test("say that nobody has that address, and that there is no second factor or link to take away", async () => {
    await expect(run(["unlock", "nobody@example.com"])).rejects.toThrow("does not exist");
    await expect(run(["unlock", "nobody"])).rejects.toThrow("Must be an e-mail address");
    await expect(run(["reset-second-factor", EMAIL])).rejects.toThrow("no second factor");
    await expect(run(["unlink", EMAIL])).rejects.toThrow("not linked");
  });
});

test("a password is the first line of standard input, as it is", async () => {
  const input = new PassThrough();
  input.end("  with spaces at both ends \nnot this\n");
  const messages: string[] = [];
  const collect = new Writable({
    write(chunk, _encoding, done) {
      messages.push(String(chunk));
      done();
    },
  });
  expect(await readPassword(input, collect)).toBe("  with spaces at both ends ");
  expect(messages).toEqual([]);
});
