import { MailServer } from "@podpass/testing";
import { createPerson, describeOnEachDatabase, dumpDatabase, type Person, type Tenant } from "@podpass/testing/world";
import { afterEach, beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

const NEW_PASSWORD = "a new and long password";

describeOnEachDatabase("the reset of a forgotten password by mail", (world) => {
  let tenant: Tenant;
  let person: Person;
  let server: MailServer;
  beforeEach(async () => {
    server = await MailServer.start();
    tenant = await world().otherTenant();
    person = await createPerson(world(), tenant);
  });
  afterEach(() => server[Symbol.asyncDispose]());

  /** A stranger's request to a server that mails, from a network no other test asks from. */
  let network = 0;
  beforeEach(() => {
    network += 1;
  });
  const mailing = (to = server) => ({
    ...world().publicContext({ ipAddress: `10.0.${network}.1` }),
    mailer: core.createSmtpMailer({
      host: "127.0.0.1",
      port: to.port,
      security: "starttls",
      credentials: null,
      from: "Podpass <podpass@example.com>",
      caCertificate: to.caCertificate,
    }),
  });
  const ask = async (email = person.email, ctx = mailing()) => {
    await (await core.requestPasswordReset(ctx, { email })).mailed;
  };
  const tokenOf = (mail = server.mails.at(-1)) => {
    // Long lines are broken on the way (RFC 2045 section 6.7).
    const text = mail?.source.replace(/=\r\n/g, "") ?? "";
    return /https:\/\/podpass\.example\.com\/reset-password#([\w-]{43})/.exec(text)?.[1] ?? "";
  };
  const reset = (token: string) => core.resetPassword(world().publicContext(), { token, newPassword: NEW_PASSWORD });
  const signIn = (password: string) =>
    core.signInWithPassword(world().publicContext(), { email: person.email, password }, null);

  it("sends a link that sets the password once, and writes both down", async () => {
    await ask();
    expect(server.mails).toMatchObject([{ to: [person.email] }]);
    expect(await tenant.auditEvents("user.password_reset_request")).toMatchObject([
      { actorType: "system", subjectId: person.id, detail: { by: "mail" } },
    ]);
    await reset(tokenOf());
    await signIn(NEW_PASSWORD);
    await expect(reset(tokenOf())).rejects.toMatchObject({ code: "password_reset.over" });
    expect(await tenant.auditEvents("user.password_reset")).toHaveLength(1);
  });

  it("sends a link that is over after an hour, or when a newer one was sent", async () => {
    await ask();
    await ask();
    const [first, second] = server.mails.map((mail) => tokenOf(mail));
    await expect(reset(first ?? "")).rejects.toMatchObject({ code: "password_reset.over" });
    world().clock.advanceSeconds(3600);
    await expect(reset(second ?? "")).rejects.toMatchObject({ code: "password_reset.over" });
  });

  it("answers for an address nobody has as for one somebody has, before either is looked up, and mails nobody", async () => {
    const answered: unknown[] = [];
    for (const email of ["nobody@example.com", person.email]) {
      const ctx = mailing();
      let isLookedUp = false;
      const accounts = {
        ...ctx.store.accounts,
        findByEmail(address: string) {
          isLookedUp = true;
          return ctx.store.accounts.findByEmail(address);
        },
      };
      const answer = await core.requestPasswordReset({ ...ctx, store: { ...ctx.store, accounts } }, { email });
      answered.push(isLookedUp);
      await answer.mailed;
      expect(isLookedUp).toBe(true);
    }
    expect(answered).toEqual([false, false]);
    expect(server.mails.map(({ to }) => to)).toEqual([[person.email]]);
  });

  it("mails one person three times in a row, then for 15 minutes no more, and says so to nobody", async () => {
    await Promise.all(Array.from({ length: 8 }, () => ask()));
    expect(server.mails).toHaveLength(3);
    expect(await tenant.auditEvents("user.password_reset_request")).toHaveLength(3);
    await signIn(person.password);
    world().clock.advanceSeconds(900);
    await ask();
    expect(server.mails).toHaveLength(4);
  });

  it("refuses a network that asks for many, which may still sign in", async () => {
    for (let asked = 0; asked < 30; asked++) await ask(`nobody${asked}@example.com`);
    await expect(ask()).rejects.toMatchObject({ code: "auth.too_many_attempts", retryAfterSeconds: 900 });
    expect(server.mails).toEqual([]);
    const { email, password } = person;
    await core.signInWithPassword(mailing(), { email, password }, null);
  });

  it("answers all the same when the mail server takes no mail, and logs it without the link", async () => {
    await using full = await MailServer.start({ refusal: "Mailbox full" });
    const before = world().logs.length;
    const ctx = mailing(full);
    await ask(person.email, ctx);
    expect(world().logs.slice(before)).toMatchObject([
      {
        level: "warn",
        fields: { requestId: ctx.request.requestId },
        message: expect.stringContaining("not be mailed"),
      },
    ]);
    expect(JSON.stringify(world().logs.slice(before))).not.toContain("reset-password#");
  });

  it("answers all the same when the mail server is gone", async () => {
    const ctx = mailing();
    await server[Symbol.asyncDispose]();
    await ask(person.email, ctx);
    expect(world().logs.at(-1)).toMatchObject({ level: "warn", fields: { requestId: ctx.request.requestId } });
  });

  it("gives no link to who signs in elsewhere, and tells them so", async () => {
    await world().database.client.account.deleteMany({ where: { userId: person.id } });
    await ask();
    expect(server.mails).toMatchObject([
      { to: [person.email], source: expect.stringContaining("Your account has none") },
    ]);
    expect(tokenOf()).toBe("");
    expect(await world().database.client.passwordReset.count({ where: { userId: person.id } })).toBe(0);
  });

  it("is refused where no mail server is configured", async () => {
    const asked = core.requestPasswordReset(world().publicContext(), { email: person.email });
    await expect(asked).rejects.toMatchObject({ code: "password_reset.mail_off" });
  });

  it("keeps the link nowhere", async () => {
    await ask();
    expect((await dumpDatabase(world().database)).join("\n")).not.toContain(tokenOf());
  });
});
