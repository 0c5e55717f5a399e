import { AuthenticatorApp } from "@podpass/testing";
import { createPerson, describeOnEachDatabase, type Person, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

const REFUSED = { code: "auth.sign_in_refused" };
const WRONG = "wrong horse battery";

describeOnEachDatabase("guessing at passwords", (world) => {
  let tenant: Tenant;
  let person: Person;
  /** Each test comes from an address of its own: what one is locked for does not reach the next. */
  let addresses = 0;
  let ipAddress: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    person = await createPerson(world(), tenant);
    addresses++;
    ipAddress = `198.51.100.${addresses}`;
  });

  const signIn = (password = person.password, from = ipAddress, email = person.email) =>
    core.signInWithPassword(world().publicContext({ ipAddress: from }), { email, password }, null);
  const guess = (from?: string, email?: string) => expect(signIn(WRONG, from, email)).rejects.toMatchObject(REFUSED);
  const guessTimes = async (times: number) => {
    for (let guesses = 0; guesses < times; guesses++) await guess();
  };
  const wait = (seconds: number) => world().clock.advanceSeconds(seconds);

  it("locks the account with the tenth wrong one, for 15 minutes to the millisecond, and says the same as before", async () => {
    await guessTimes(9);
    await signIn();
    await guessTimes(10);
    await expect(signIn()).rejects.toMatchObject(REFUSED);
    wait(899.999);
    await expect(signIn()).rejects.toMatchObject(REFUSED);
    wait(0.001);
    await signIn();
  });

  it("is let through ten times, however many come at once", async () => {
    const addressOf = (index: number) => `203.0.113.${index}`;
    await Promise.all(Array.from({ length: 25 }, (_, index) => guess(addressOf(index))));
    expect(await tenant.auditEvents("user.sign_in_refused")).toHaveLength(10);
    expect(await tenant.auditEvents("user.lock")).toHaveLength(1);
  });

  it("is prolonged by no attempt, and begins anew 15 minutes after the last wrong one", async () => {
    await guessTimes(10);
    wait(600);
    await guess();
    wait(300);
    await guessTimes(9);
    wait(900);
    await guessTimes(9);
    await signIn();
  });

  it("signs out nobody, and locks no second account", async () => {
    const signedIn = await person.signIn();
    const other = await createPerson(world(), tenant);
    await guessTimes(10);
    await core.resumeSession(signedIn, signedIn.sessionId);
    await other.signIn({ ipAddress });
  });

  it("at an account that does not exist is counted and answered like at one that does", async () => {
    const nobody = `nobody-${addresses}@example.com`;
    const answers = [];
    const lockedCount = () => world().database.client.attemptCount.count({ where: { failures: 10 } });
    const lockedBefore = await lockedCount();
    for (let guesses = 0; guesses < 12; guesses++) {
      for (const email of [person.email, nobody]) {
        const error: unknown = await signIn(WRONG, `203.0.113.${guesses}`, email).catch((cause: unknown) => cause);
        answers.push(error instanceof core.AppError ? `${error.code} ${error.message}` : "none");
      }
    }
    expect(new Set(answers).size).toBe(1);
    expect((await lockedCount()) - lockedBefore).toBe(2);
  });

  it("from one address is stopped after thirty, whoever's accounts they are, and tells when to come back", async () => {
    const emailOf = (index: number) => `somebody-${addresses}-${index}@example.com`;
    for (let index = 0; index < 30; index++) await guess(ipAddress, emailOf(index));
    await expect(signIn()).rejects.toMatchObject({ code: "auth.too_many_attempts", retryAfterSeconds: 900 });
    await signIn(person.password, "192.0.2.1");
    wait(900);
    await signIn();
  });

  it("counts no right password against an address, of which a whole office shares one", async () => {
    for (let colleagues = 0; colleagues < 40; colleagues++) await signIn();
  });

  it("holds on another replica and after a restart", async () => {
    await guessTimes(10);
    const { store } = core.openStore(world().database);
    const ctx = { ...world().publicContext({ ipAddress }), store };
    const input = { email: person.email, password: person.password };
    await expect(core.signInWithPassword(ctx, input, null)).rejects.toMatchObject(REFUSED);
  });

  it("is written down as a stranger's, without what was typed, in the organization of whose account it was", async () => {
    const other = await world().otherTenant();
    await guess();
    const [event, ...more] = await tenant.auditEvents("user.sign_in_refused");
    expect(event).toMatchObject({ actorType: "system", subjectId: person.id, ipAddress });
    expect(more).toEqual([]);
    expect(JSON.stringify(event)).not.toContain(WRONG);
    expect(await other.auditEvents()).toEqual([]);
  });

  it("is opened by the operator", async () => {
    await guessTimes(10);
    await core.unlockAccount(world().services, person.email);
    await signIn();
  });

  it("leaves nothing behind once it counts no more", async () => {
    await guess();
    wait(900);
    await core.pruneSessions(world().services);
    expect(await world().database.client.attemptCount.count()).toBe(0);
  });

  it("opens nothing with a password that was replaced while it was compared", async () => {
    const ctx = await person.signIn();
    const currentPassword = person.password;
    const newPassword = "another password of theirs";
    const change = () => core.changePassword(ctx, { currentPassword, newPassword, areOtherSessionsEnded: true });
    await expect(signInDuring(change)).rejects.toMatchObject(REFUSED);
    expect((await core.listSessions(ctx, { limit: 50 })).items).toMatchObject([{ id: ctx.sessionId }]);
  });

  it("opens nothing with the password alone while a second factor is enabled", async () => {
    const ctx = await person.signIn();
    const { secret } = await core.beginSecondFactor(ctx, { currentPassword: person.password });
    const code = new AuthenticatorApp(secret).code(world().clock.now());
    const step = await signInDuring(() => core.confirmSecondFactor(ctx, { code }));
    expect(step.kind).toBe("second_factor");
    expect((await core.listSessions(ctx, { limit: 50 })).items).toMatchObject([{ id: ctx.sessionId }]);
  });

  /** Signs in with the right password; what is given happens once the password has been compared. */
  function signInDuring(happen: () => Promise<unknown>) {
    const ctx = world().publicContext({ ipAddress });
    const { passwordHasher } = ctx;
    const slow: typeof passwordHasher = {
      ...passwordHasher,
      async verify(hash, password) {
        const isRight = await passwordHasher.verify(hash, password);
        await happen();
        return isRight;
      },
    };
    const { email, password } = person;
    return core.signInWithPassword({ ...ctx, passwordHasher: slow }, { email, password }, null);
  }
});
