import {
  CreateClientSecretInput,
  LoginWithUniversalAuthInput,
  type UpdateUniversalAuthInput,
} from "@podpass/contracts";
import { describeOnEachDatabase, recordStatements, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

const REFUSED = { code: "universal_auth.invalid_credentials", message: "Invalid credentials" };

describeOnEachDatabase("the lockout of a client id", (world) => {
  let tenant: Tenant;
  let identityId: string;
  let clientId: string;
  let clientSecret: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identityId = (await tenant.createIdentity({ isUniversalAuthAttached: true })).id;
    ({ clientId } = await core.getUniversalAuth(tenant.admin, { identityId }));
    const input = CreateClientSecretInput.parse({ identityId });
    ({ clientSecret } = await core.createClientSecret(tenant.admin, input));
  });

  const logIn = (secret = clientSecret, id = clientId, ipAddress = "127.0.0.1") =>
    core.loginWithUniversalAuth(
      world().publicContext({ ipAddress }),
      LoginWithUniversalAuthInput.parse({ clientId: id, clientSecret: secret }),
    );
  const guess = (id = clientId) => expect(logIn("wrong", id)).rejects.toMatchObject(REFUSED);
  const configure = (change: Omit<UpdateUniversalAuthInput, "identityId">) =>
    core.updateUniversalAuth(tenant.admin, { identityId, ...change });
  const wait = (seconds: number) => world().clock.advanceSeconds(seconds);
  const lockedUntil = async () => (await core.getUniversalAuth(tenant.admin, { identityId })).lockedUntil;

  it("comes with the third wrong secret in a row and ends after five minutes, to the second", async () => {
    await guess();
    await guess();
    await logIn();
    for (let wrong = 0; wrong < 3; wrong++) await guess();
    expect(await lockedUntil()).toEqual(new Date(world().clock.now().getTime() + 300_000));
    await expect(logIn()).rejects.toMatchObject(REFUSED);
    wait(299.999);
    await expect(logIn()).rejects.toMatchObject(REFUSED);
    wait(0.001);
    await logIn();
    expect(await lockedUntil()).toBeNull();
  });

  it("counts anew after the reset time without a wrong secret, to the second", async () => {
    await guess();
    await guess();
    wait(30);
    await guess();
    await guess();
    wait(29.999);
    await guess();
    await expect(logIn()).rejects.toMatchObject(REFUSED);
  });

  it("is prolonged by no attempt while it lasts", async () => {
    for (let wrong = 0; wrong < 3; wrong++) await guess();
    const until = await lockedUntil();
    wait(100);
    await guess();
    await expect(logIn()).rejects.toMatchObject(REFUSED);
    expect(await lockedUntil()).toEqual(until);
  });

  it("is counted exactly, however many attempts come at once", async () => {
    await configure({ lockoutThreshold: 5 });
    await Promise.all(Array.from({ length: 40 }, () => guess()));
    const row = await world().database.client.universalAuthLockout.findFirstOrThrow({
      where: { universalAuth: { identityId } },
    });
    expect(row).toMatchObject({ failures: 5, lockedUntil: new Date(world().clock.now().getTime() + 300_000) });
    await expect(logIn()).rejects.toMatchObject(REFUSED);
  });

  it("is brought on by nobody whose address lets no client secret in, and they are told nothing of it", async () => {
    await configure({ clientSecretTrustedIps: ["127.0.0.1/32"] });
    const fromAfar = () => expect(logIn("wrong", clientId, "203.0.113.9")).rejects.toMatchObject(REFUSED);
    for (let wrong = 0; wrong < 5; wrong++) await fromAfar();
    await logIn();
    for (let wrong = 0; wrong < 3; wrong++) await guess();
    await fromAfar();
    await expect(logIn()).rejects.toMatchObject(REFUSED);
  });

  it("lets no login in that was under way when it came", async () => {
    const { store } = world().services;
    const secret = await world().database.client.clientSecret.findFirstOrThrow({
      where: { universalAuth: { identityId } },
    });
    for (let wrong = 0; wrong < 3; wrong++) await guess();
    expect(await store.clientSecrets.countUse(secret.id, world().clock.now())).toBe(false);
  });

  it("is one count, whatever the casing and the spaces of the client id", async () => {
    await guess(clientId.toUpperCase());
    await guess(` ${clientId}\n`);
    await guess(clientId);
    await expect(logIn(clientSecret, clientId.toUpperCase())).rejects.toMatchObject(REFUSED);
  });

  it("follows the configuration as it is now", async () => {
    await configure({ lockoutThreshold: 1, lockoutDurationSeconds: 60, lockoutCounterResetSeconds: 5 });
    await guess();
    expect(await lockedUntil()).toEqual(new Date(world().clock.now().getTime() + 60_000));
    await configure({ isLockoutEnabled: false });
    expect(await lockedUntil()).toBeNull();
    await logIn();
    for (let wrong = 0; wrong < 5; wrong++) await guess();
    await logIn();
  });

  it("is opened by an admin, who is told whether there was one", async () => {
    await guess();
    expect(await core.clearLockouts(tenant.admin, { identityId })).toEqual({ clearedCount: 0 });
    for (let wrong = 0; wrong < 3; wrong++) await guess();
    expect(await core.clearLockouts(tenant.admin, { identityId })).toEqual({ clearedCount: 1 });
    await logIn();
  });

  it("of one client id leaves the others alone", async () => {
    const other = (await tenant.createIdentity({ isUniversalAuthAttached: true })).id;
    const { clientId: otherClientId } = await core.getUniversalAuth(tenant.admin, { identityId: other });
    for (let wrong = 0; wrong < 3; wrong++) await guess(otherClientId);
    await logIn();
  });

  it("is told to admins and not to who logs in", async () => {
    for (let wrong = 0; wrong < 4; wrong++) {
      await guess();
      wait(0.001);
    }
    const refused = await tenant.auditEvents("identity.login_refused");
    expect(refused.map(({ detail }) => detail)).toMatchObject([
      { reason: "wrong client secret" },
      { reason: "wrong client secret" },
      { reason: "wrong client secret" },
      { reason: "locked after wrong client secrets" },
    ]);
  });

  it("costs a login that is right nothing", async () => {
    const withoutCount = (await recordStatements(() => logIn())).length;
    await guess();
    expect((await recordStatements(() => logIn())).length).toBe(withoutCount + 1);
    expect((await recordStatements(() => logIn())).length).toBe(withoutCount);
  });
});
