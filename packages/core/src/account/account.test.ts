import { ChangePasswordInput } from "@podpass/contracts";
import { createPerson, describeOnEachDatabase, type Person, type Tenant, withoutAudit } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

const NEW_PASSWORD = "a new and long password";

describeOnEachDatabase("a person's account", (world) => {
  let tenant: Tenant;
  let person: Person;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    person = await createPerson(world(), tenant);
  });

  const signIn = (password: string) =>
    core.signInWithPassword(world().publicContext(), { email: person.email, password }, null);
  const change = (ctx: core.AccountContext, input: Partial<ChangePasswordInput> = {}) =>
    core.changePassword(
      ctx,
      ChangePasswordInput.parse({ currentPassword: person.password, newPassword: NEW_PASSWORD, ...input }),
    );

  it("shows its owner name, address and how long sessions last, and no hash", async () => {
    const ctx = await person.signIn();
    const account = await core.getAccount(ctx);
    expect(account).toMatchObject({
      id: person.id,
      email: person.email,
      hasPassword: true,
      sessionIdleSeconds: 43_200,
    });
    expect(JSON.stringify(account)).not.toContain("argon2");
  });

  it("is renamed by its owner, in every organization's log", async () => {
    const ctx = await person.signIn();
    await core.updateAccount(ctx, { name: "Grace" });
    expect((await core.getAccount(ctx)).name).toBe("Grace");
    const [event] = await tenant.auditEvents("user.update");
    expect(event).toMatchObject({ actorId: person.id, subjectId: person.id, detail: { name: { after: "Grace" } } });
  });

  it("gets a new password from who knows the current one; others are signed out, who changed it is not", async () => {
    const [mine, other] = [await person.signIn(), await person.signIn()];
    expect(await change(mine)).toEqual({ endedCount: 1 });
    await core.resumeSession(mine, mine.sessionId);
    await expect(core.resumeSession(other, other.sessionId)).rejects.toMatchObject({ code: "auth.signed_out" });
    await expect(signIn(person.password)).rejects.toMatchObject({ code: "auth.sign_in_refused" });
    await signIn(NEW_PASSWORD);
    expect(await tenant.auditEvents("user.password_change")).toMatchObject([{ detail: { endedCount: 1 } }]);
  });

  it("keeps the others signed in when that was asked for", async () => {
    const [mine, other] = [await person.signIn(), await person.signIn()];
    expect(await change(mine, { areOtherSessionsEnded: false })).toEqual({ endedCount: 0 });
    await core.resumeSession(other, other.sessionId);
  });

  it("keeps its password when the current one is wrong, or the new one is the same", async () => {
    const ctx = await person.signIn();
    for (const [input, path] of [
      [{ currentPassword: "wrong horse battery" }, "currentPassword"],
      [{ newPassword: person.password }, "newPassword"],
    ] as const) {
      await expect(change(ctx, input)).rejects.toMatchObject({ code: "request.invalid", issues: [{ path }] });
    }
    await signIn(person.password);
  });

  it("keeps its password when the change cannot be written down", async () => {
    await expect(change(withoutAudit(await person.signIn()))).rejects.toThrow();
    await signIn(person.password);
  });

  it("is guessed at ten times from a session, and its owner can still sign in", async () => {
    const ctx = await person.signIn();
    const guesses = Array.from({ length: 20 }, () => change(ctx, { currentPassword: "wrong horse battery" }));
    const codes = (await Promise.allSettled(guesses)).map((guess) =>
      guess.status === "rejected" ? guess.reason.code : "changed",
    );
    expect(codes.filter((code) => code === "request.invalid")).toHaveLength(10);
    expect(codes.filter((code) => code === "auth.too_many_attempts")).toHaveLength(10);
    await signIn(person.password);
    world().clock.advanceSeconds(900);
    await change(ctx);
  });

  it("takes one of two new passwords that are set at once", async () => {
    const ctx = await person.signIn();
    const both = await Promise.allSettled([change(ctx), change(ctx, { newPassword: "another long password" })]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});
