import { AuthenticatorApp } from "@podpass/testing";
import { createPerson, describeOnEachDatabase, dumpDatabase, type Person, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

const NEW_PASSWORD = "a new and long password";
const OVER = { code: "password_reset.over" };

describeOnEachDatabase("the reset of a forgotten password", (world) => {
  let tenant: Tenant;
  let person: Person;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    person = await createPerson(world(), tenant);
  });

  const link = () => core.createResetLink(world().services, person.email);
  const reset = (token: string, newPassword = NEW_PASSWORD) =>
    core.resetPassword(world().publicContext(), { token, newPassword });
  const signIn = (password: string) =>
    core.signInWithPassword(world().publicContext(), { email: person.email, password }, null);

  it("sets the password, ends every session, opens what was locked, and signs nobody in", async () => {
    const session = await person.signIn();
    for (let guesses = 0; guesses < 10; guesses++) await signIn("wrong horse battery").catch(() => null);
    await reset((await link()).token);
    await expect(core.resumeSession(session, session.sessionId)).rejects.toMatchObject({ code: "auth.signed_out" });
    expect(await world().database.client.session.count({ where: { userId: person.id } })).toBe(0);
    await signIn(NEW_PASSWORD);
    await expect(signIn(person.password)).rejects.toMatchObject({ code: "auth.sign_in_refused" });
    expect(await tenant.auditEvents("user.password_reset")).toMatchObject([{ detail: { endedCount: 1 } }]);
  });

  it("works once, also when the link is opened twice at the same moment", async () => {
    const { token } = await link();
    const both = await Promise.allSettled([reset(token), reset(token, "another long password")]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(reset(token)).rejects.toMatchObject(OVER);
  });

  it("works for an hour, to the millisecond", async () => {
    const [first, { token, expiresAt }] = [await link(), await link()];
    expect(expiresAt).toEqual(new Date(world().clock.now().getTime() + 3_600_000));
    world().clock.advanceSeconds(3599.999);
    await expect(reset(first.token)).rejects.toMatchObject(OVER);
    await reset(token);
    const late = await link();
    world().clock.advanceSeconds(3600);
    await expect(reset(late.token)).rejects.toMatchObject(OVER);
  });

  it("is over when the password was changed meanwhile", async () => {
    const { token } = await link();
    const input = {
      currentPassword: person.password,
      newPassword: "changed by hand meanwhile",
      areOtherSessionsEnded: true,
    };
    await core.changePassword(await person.signIn(), input);
    await expect(reset(token)).rejects.toMatchObject(OVER);
  });

  it("gives a password to who had none", async () => {
    await world().database.client.account.deleteMany({ where: { userId: person.id } });
    await core.setPassword(world().services, person.email, NEW_PASSWORD);
    await signIn(NEW_PASSWORD);
  });

  it("proves no address while a second factor of whoever made the account stays: a sign-in service then takes it away", async () => {
    await world().database.client.user.update({ where: { id: person.id }, data: { emailVerified: false } });
    const ctx = await person.signIn();
    const { secret } = await core.beginSecondFactor(ctx, { currentPassword: person.password });
    await core.confirmSecondFactor(ctx, { code: new AuthenticatorApp(secret).code(world().clock.now()) });
    await reset((await link()).token);
    expect(await signIn(NEW_PASSWORD)).toMatchObject({ kind: "second_factor" });
    const owner = { issuer: "https://sso.example.com", subject: "owner", email: person.email, isEmailVerified: true };
    const signInElsewhere = () => core.signInWithOidc(world().publicContext(), owner, { emailDomains: [] }, null);
    expect(await signInElsewhere()).toMatchObject({ kind: "signed_in" });
  });

  it("keeps the link nowhere", async () => {
    const { token } = await link();
    expect((await dumpDatabase(world().database)).join("\n")).not.toContain(token);
  });
});
