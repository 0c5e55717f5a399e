import { AuthenticatorApp } from "@podpass/testing";
import { createPerson, describeOnEachDatabase, dumpDatabase, type Person, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

const STEP_SECONDS = 30;
const REFUSED = { code: "auth.second_factor_refused" };

describeOnEachDatabase("a second factor", (world) => {
  let tenant: Tenant;
  let person: Person;
  let app: AuthenticatorApp;
  let secret: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    person = await createPerson(world(), tenant);
  });

  const wait = (seconds: number) => world().clock.advanceSeconds(seconds);
  const codeNow = () => app.code(world().clock.now());
  const wrongCode = () => String((Number(codeNow()) + 1) % 1_000_000).padStart(6, "0");
  const proof = () => ({ currentPassword: person.password });

  async function begin(ctx: core.AccountContext) {
    const begun = await core.beginSecondFactor(ctx, proof());
    secret = begun.secret;
    app = new AuthenticatorApp(secret);
    return begun;
  }
  /** Gives the person a second factor, and stands in the step behind the one whose code was taken. */
  async function enable() {
    const ctx = await person.signIn();
    await begin(ctx);
    const { recoveryCodes } = await core.confirmSecondFactor(ctx, { code: codeNow() });
    wait(STEP_SECONDS);
    return { ctx, recoveryCodes };
  }
  async function challenge(): Promise<string> {
    const input = { email: person.email, password: person.password };
    const step = await core.signInWithPassword(world().publicContext(), input, null);
    if (step.kind !== "second_factor") throw new Error("No second factor was asked for");
    return step.challengeToken;
  }
  const prove = (challengeToken: string, code: string) =>
    core.proveSecondFactor(world().publicContext(), { challengeToken, code, replacedSessionId: null });

  it("counts once a code of it was shown, and then ends the sessions that were opened without", async () => {
    const [ctx, other] = [await person.signIn(), await person.signIn()];
    const begun = await begin(ctx);
    expect(begun.uri).toContain(`secret=${begun.secret}`);
    await expect(core.confirmSecondFactor(ctx, { code: wrongCode() })).rejects.toMatchObject({
      issues: [{ path: "code" }],
    });
    await person.signIn();
    await core.confirmSecondFactor(ctx, { code: codeNow() });
    await core.resumeSession(ctx, ctx.sessionId);
    await expect(core.resumeSession(ctx, other.sessionId)).rejects.toMatchObject({ code: "auth.signed_out" });
    await challenge();
    expect((await core.getAccount(ctx)).secondFactor).toEqual({ isEnabled: true, recoveryCodesLeft: 10 });
    expect(await tenant.auditEvents("user.second_factor_enable")).toMatchObject([{ actorId: person.id }]);
  });

  it("is not begun, renewed or ended without the password", async () => {
    const { ctx } = await enable();
    const wrong = { currentPassword: "wrong horse battery" };
    for (const change of [core.beginSecondFactor, core.renewRecoveryCodes, core.disableSecondFactor]) {
      await expect(change(ctx, wrong)).rejects.toMatchObject({ issues: [{ path: "currentPassword" }] });
    }
    await expect(core.beginSecondFactor(ctx, proof())).rejects.toMatchObject({ code: "second_factor.already_enabled" });
  });

  it("opens a session with the password and a code, and neither alone", async () => {
    await enable();
    const token = await challenge();
    expect(await world().database.client.session.count({ where: { userId: person.id } })).toBe(1);
    await expect(prove("forged", codeNow())).rejects.toMatchObject({ code: "auth.challenge_over" });
    const session = await prove(token, codeNow());
    expect(await core.resumeSession(world().publicContext(), session.id)).toEqual({ userId: person.id });
    const events = await tenant.auditEvents("user.sign_in");
    expect(events.at(-1)).toMatchObject({ detail: { method: "password", secondFactor: true } });
  });

  it("takes a code once: not again, not one of a step before, not of two at once", async () => {
    await enable();
    wait(STEP_SECONDS);
    const [now, tokens] = [codeNow(), [await challenge(), await challenge(), await challenge()]];
    const results = await Promise.allSettled(tokens.map((token) => prove(token, now)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const before = app.code(new Date(world().clock.now().getTime() - STEP_SECONDS * 1000));
    await expect(prove(await challenge(), before)).rejects.toMatchObject(REFUSED);
    wait(STEP_SECONDS);
    await prove(await challenge(), codeNow());
  });

  it("does not take the code that enabled it", async () => {
    const ctx = await person.signIn();
    await begin(ctx);
    const code = codeNow();
    await core.confirmSecondFactor(ctx, { code });
    await expect(prove(await challenge(), code)).rejects.toMatchObject(REFUSED);
  });

  it("is guessed at ten times, with however many challenges, and the right code is no exception", async () => {
    await enable();
    const tokens: string[] = [];
    for (let begun = 0; begun < 15; begun++) tokens.push(await challenge());
    await Promise.all(tokens.map((token) => expect(prove(token, wrongCode())).rejects.toMatchObject(REFUSED)));
    expect(await tenant.auditEvents("user.sign_in_refused")).toHaveLength(10);
    expect(await tenant.auditEvents("user.lock")).toHaveLength(1);
    const token = await challenge();
    await expect(prove(token, codeNow())).rejects.toMatchObject(REFUSED);
    wait(900);
    await prove(await challenge(), codeNow());
  });

  it("is asked for within five minutes of the password, to the millisecond", async () => {
    await enable();
    const [inTime, late] = [await challenge(), await challenge()];
    wait(299.999);
    await prove(inTime, codeNow());
    wait(0.001);
    await expect(prove(late, codeNow())).rejects.toMatchObject({ code: "auth.challenge_over" });
  });

  it("has ten recovery codes, each of which stands in for it once, however it is typed", async () => {
    const { ctx, recoveryCodes } = await enable();
    expect(new Set(recoveryCodes).size).toBe(10);
    const [first = "", second = ""] = recoveryCodes;
    expect(first).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/);
    await prove(await challenge(), first);
    await expect(prove(await challenge(), first)).rejects.toMatchObject(REFUSED);
    await prove(await challenge(), second.toLowerCase().replaceAll("-", ""));
    expect((await core.getAccount(ctx)).secondFactor.recoveryCodesLeft).toBe(8);
    expect(await tenant.auditEvents("user.recovery_code_use")).toHaveLength(2);
  });

  it("gets new recovery codes, and the old ones are worth nothing", async () => {
    const { ctx, recoveryCodes } = await enable();
    const renewed = await core.renewRecoveryCodes(ctx, proof());
    await expect(prove(await challenge(), recoveryCodes[0] ?? "")).rejects.toMatchObject(REFUSED);
    await prove(await challenge(), renewed.recoveryCodes[0] ?? "");
  });

  it("is ended by its owner, or by the operator, and then the password alone signs in", async () => {
    const { ctx } = await enable();
    await core.disableSecondFactor(ctx, proof());
    await person.signIn();
    await enable();
    await core.removeSecondFactor(world().services, person.email);
    await expect(core.resumeSession(ctx, ctx.sessionId)).rejects.toMatchObject({ code: "auth.signed_out" });
    await person.signIn();
    expect((await tenant.auditEvents()).map(({ action }) => action)).toEqual(
      expect.arrayContaining(["user.second_factor_disable", "user.second_factor_reset"]),
    );
  });

  it("is nowhere in the database as it is, nor are its recovery codes or challenges", async () => {
    const { recoveryCodes } = await enable();
    const token = await challenge();
    const dump = (await dumpDatabase(world().database)).join("\n");
    for (const text of [secret, token, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll("-", ""))]) {
      expect(dump).not.toContain(text);
    }
  });
});
