import { createPerson, describeOnEachDatabase, type Person, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

const SIGNED_OUT = { code: "auth.signed_out" };
const HOUR_SECONDS = 3600;

describeOnEachDatabase("a person's sessions", (world) => {
  let tenant: Tenant;
  let person: Person;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    person = await createPerson(world(), tenant);
  });

  const resume = (sessionId: string) => core.resumeSession(world().publicContext(), sessionId);
  const wait = (seconds: number) => world().clock.advanceSeconds(seconds);
  const list = (ctx: core.AccountContext) => core.listSessions(ctx, { limit: 50 });

  it("end after 12 hours without a request, to the millisecond, and are prolonged by each", async () => {
    const { sessionId } = await person.signIn();
    wait(12 * HOUR_SECONDS - 0.001);
    expect(await resume(sessionId)).toEqual({ userId: person.id });
    wait(12 * HOUR_SECONDS - 0.001);
    await resume(sessionId);
    wait(12 * HOUR_SECONDS);
    await expect(resume(sessionId)).rejects.toMatchObject(SIGNED_OUT);
  });

  it("end after seven days, however much they are used", async () => {
    const { sessionId } = await person.signIn();
    for (let hours = 0; hours < 7 * 24 - 6; hours += 6) {
      wait(6 * HOUR_SECONDS);
      await resume(sessionId);
    }
    wait(6 * HOUR_SECONDS - 0.001);
    await resume(sessionId);
    wait(0.001);
    await expect(resume(sessionId)).rejects.toMatchObject(SIGNED_OUT);
  });

  it("are seen with the device, the address, and when they were opened and used", async () => {
    const openedAt = world().clock.now();
    const first = await person.signIn({ ipAddress: "203.0.113.9", userAgent: "Firefox" });
    wait(60);
    const second = await person.signIn({ ipAddress: "2001:db8::1", userAgent: "Chrome" });
    await resume(first.sessionId);
    expect((await list(second)).items).toMatchObject([
      { id: second.sessionId, isCurrent: true, ipAddress: "2001:db8::1", userAgent: "Chrome", method: "password" },
      {
        id: first.sessionId,
        isCurrent: false,
        ipAddress: "203.0.113.9",
        userAgent: "Firefox",
        createdAt: openedAt,
        lastSeenAt: world().clock.now(),
        expiresAt: new Date(world().clock.now().getTime() + 12 * HOUR_SECONDS * 1000),
      },
    ]);
    expect(JSON.stringify(await list(second))).not.toContain("token");
  });

  it("are listed page by page, and not when they are over", async () => {
    await person.signIn();
    wait(12 * HOUR_SECONDS);
    const ids = [];
    for (let opened = 0; opened < 3; opened++) ids.unshift((await person.signIn()).sessionId);
    const ctx = await person.signIn();
    const first = await core.listSessions(ctx, { limit: 2 });
    const rest = await core.listSessions(ctx, { limit: 10, cursor: first.nextCursor ?? "" });
    expect([...first.items, ...rest.items].map(({ id }) => id).toSorted()).toEqual([...ids, ctx.sessionId].toSorted());
    expect(rest.nextCursor).toBeNull();
  });

  it("write when they were used once a minute, not with each request", async () => {
    const { sessionId } = await person.signIn();
    const seenAt = async () => (await world().services.store.sessions.find(sessionId))?.lastSeenAt;
    const openedAt = world().clock.now();
    wait(59.999);
    await resume(sessionId);
    expect(await seenAt()).toEqual(openedAt);
    wait(0.001);
    await resume(sessionId);
    expect(await seenAt()).toEqual(world().clock.now());
  });

  it("are replaced by signing in again in the same browser", async () => {
    const before = await person.signIn();
    const { email, password } = person;
    const step = await core.signInWithPassword(world().publicContext(), { email, password }, before.sessionId);
    await expect(resume(before.sessionId)).rejects.toMatchObject(SIGNED_OUT);
    expect(step).toMatchObject({ kind: "signed_in", session: { userId: person.id } });
  });

  it("are ended one by one, by signing out, and all at once, each at once and written down", async () => {
    const [one, two, three, four] = [
      await person.signIn(),
      await person.signIn(),
      await person.signIn(),
      await person.signIn(),
    ];
    expect(await core.revokeSession(one, { sessionId: two.sessionId })).toEqual({ endedCount: 1 });
    await expect(resume(two.sessionId)).rejects.toMatchObject(SIGNED_OUT);
    expect(await core.revokeSession(one, { sessionId: two.sessionId })).toEqual({ endedCount: 0 });
    await core.signOut(three);
    await expect(resume(three.sessionId)).rejects.toMatchObject(SIGNED_OUT);
    expect(await core.signOutEverywhere(one)).toEqual({ endedCount: 2 });
    for (const { sessionId } of [one, four]) await expect(resume(sessionId)).rejects.toMatchObject(SIGNED_OUT);
    const events = (await tenant.auditEvents()).filter(({ subjectId }) => subjectId === person.id);
    expect(
      events
        .map(({ action }) => action)
        .filter((action) => action !== "user.sign_in")
        .toSorted(),
    ).toEqual(["user.session_revoke", "user.sign_out", "user.sign_out"]);
  });

  it("of another person cannot be ended, nor seen", async () => {
    const stranger = await (await createPerson(world(), tenant)).signIn();
    const mine = await person.signIn();
    expect(await core.revokeSession(stranger, { sessionId: mine.sessionId })).toEqual({ endedCount: 0 });
    expect((await list(stranger)).items.map(({ id }) => id)).toEqual([stranger.sessionId]);
    await resume(mine.sessionId);
  });

  it("are removed from the database once they are over, and not before", async () => {
    const { sessionId } = await person.signIn();
    wait(12 * HOUR_SECONDS - 0.001);
    await core.pruneSessions(world().services);
    expect(await world().services.store.sessions.find(sessionId)).not.toBeNull();
    wait(0.001);
    await core.pruneSessions(world().services);
    expect(await world().services.store.sessions.find(sessionId)).toBeNull();
  });
});
