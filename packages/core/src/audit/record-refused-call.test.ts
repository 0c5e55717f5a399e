import { CreateIdentityInput, CreateProjectInput, ListAuditEventsInput, UpdateSecretInput } from "@podpass/contracts";
import { createPerson, describeOnEachDatabase, type Tenant, withoutAudit } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";
import { actorId, type Caller } from "../shared/actor.ts";
import { REFUSED_CALL_LIMITS } from "./refused-call-budget.ts";

describeOnEachDatabase("a refused call", (world) => {
  let tenant: Tenant;
  let person: core.UseCaseContext;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    person = await tenant.contextOf({});
  });

  /** Hands over what the attempt threw, as adapters do. */
  async function refuse(
    attempt: Promise<unknown>,
    caller: Caller | null,
    ctx = world().publicContext(),
  ): Promise<void> {
    const error = await attempt.then(
      () => expect.unreachable("was not refused"),
      (thrown: unknown) => thrown,
    );
    await core.recordRefusedCall(ctx, { error, call: "thing.do", caller });
  }
  const createProject = (ctx = person) => core.createProject(ctx, CreateProjectInput.parse({ name: "Shop" }));
  const refusals = (of = tenant) => of.auditEvents("access.refuse");
  const from = { requestId: "req-7", ipAddress: "192.0.2.7", userAgent: "curl/8" };

  it("is an event of who called, with what was asked and what was lacking", async () => {
    await refuse(createProject(), person, world().publicContext(from));
    expect(await refusals()).toMatchObject([
      {
        ...from,
        organizationId: tenant.organizationId,
        projectId: null,
        occurredAt: world().clock.now(),
        actorType: "user",
        actorId: actorId(person.actor),
        subjectType: "organization",
        subjectId: tenant.organizationId,
        detail: {
          code: "auth.permission_denied",
          call: "thing.do",
          permission: "project:create",
          reason: "lacks project:create in the organization",
        },
      },
    ]);
  });

  it("in a project is the project's, with the place of the secret and not its value", async () => {
    const { project, secret } = await tenant.createProjectWithSecret({ value: "hunter2" });
    const viewer = await tenant.contextOf({ projectId: project.id, projectRole: "viewer" });
    const change = { projectId: project.id, environment: "dev", key: secret.key, value: "hunter3" };
    await refuse(core.updateSecret(viewer, UpdateSecretInput.parse(change)), viewer);
    const events = await refusals();
    const resource = expect.objectContaining({ environment: "dev", secretPath: "/", secretName: secret.key });
    expect(events).toMatchObject([
      {
        projectId: project.id,
        subjectType: "project",
        subjectId: project.id,
        detail: { permission: "secrets:edit", resource },
      },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/hunter/);
  });

  it("at the privilege boundary says so", async () => {
    const member = await tenant.contextOf({ organizationRole: "member" });
    const input = CreateIdentityInput.parse({ name: "root", role: "admin" });
    await refuse(core.createIdentity(member, input), member);
    expect(await refusals()).toMatchObject([{ detail: { code: "auth.privilege_boundary", call: "thing.do" } }]);
  });

  it("for want of a second factor is the person's, who has no context yet", async () => {
    const somebody = await createPerson(world(), tenant);
    await world().database.client.organization.update({
      where: { id: tenant.organizationId },
      data: { isSecondFactorRequired: true },
    });
    await refuse(core.openUserSession(world().publicContext(), somebody.id), null);
    expect(await refusals()).toMatchObject([
      { actorType: "user", actorId: somebody.id, detail: { code: "auth.second_factor_required" } },
    ]);
  });

  it("by a token that is revoked, used up or from elsewhere is the identity's, on the token", async () => {
    const revoked = await tenant.createToken();
    await core.revokeAccessToken(world().publicContext(), revoked);
    const used = await tenant.createToken({ accessTokenMaxUses: 1 });
    await core.verifyAccessToken(world().publicContext(), used.accessToken);
    const elsewhere = await tenant.createToken({ accessTokenTrustedIps: ["192.0.2.0/24"] });
    for (const { accessToken } of [revoked, used, elsewhere]) {
      world().clock.advanceSeconds(1);
      await refuse(core.verifyAccessToken(world().publicContext(), accessToken), null);
    }
    world().clock.advanceSeconds(1);
    await refuse(core.renewAccessToken(world().publicContext(), used), null);
    const expected = [
      [revoked, "access_token.revoked"],
      [used, "access_token.used_up"],
      [elsewhere, "auth.ip_not_trusted"],
      [used, "access_token.used_up"],
    ] as const;
    expect(await refusals()).toMatchObject(
      expected.map(([{ data }, code]) => ({
        actorType: "identity",
        actorId: data.identity.id,
        subjectType: "access_token",
        subjectId: data.id,
        detail: { code },
      })),
    );
  });

  it("is none when the token has only expired, and when it is nobody's", async () => {
    const { accessToken } = await tenant.createToken({ accessTokenTtlSeconds: 60, accessTokenMaxTtlSeconds: 60 });
    // The JWT of some lasts longer, as Vault's clients are given it.
    const { accessToken: ended, data } = await tenant.createToken();
    world().clock.advanceSeconds(61);
    await world().database.client.accessToken.update({
      where: { id: data.id },
      data: { expiresAt: world().clock.now() },
    });
    for (const token of [accessToken, ended, "junk"]) {
      await refuse(core.verifyAccessToken(world().publicContext(), token), null);
      await refuse(core.renewAccessToken(world().publicContext(), { accessToken: token }), null);
    }
    expect(await refusals()).toEqual([]);
  });

  it("of another organization's project is an event of neither", async () => {
    const other = await world().otherTenant();
    const { id } = await other.createProject();
    await refuse(core.deleteProject(person, { projectId: id }), person);
    expect([...(await refusals()), ...(await refusals(other))]).toEqual([]);
  });

  it("is seen by its own organization alone", async () => {
    const other = await world().otherTenant();
    await refuse(createProject(), person);
    const list = (ctx: core.UseCaseContext) =>
      core.listAuditEvents(ctx, ListAuditEventsInput.parse({ action: "access.refuse" }));
    expect((await list(tenant.admin)).items).toHaveLength(1);
    expect((await list(other.admin)).items).toEqual([]);
  });

  it("is none when something else went wrong", async () => {
    for (const error of [
      new core.AppError("project.not_found"),
      new core.AppError("request.invalid"),
      new Error("?"),
    ]) {
      await core.recordRefusedCall(world().publicContext(), { error, call: "thing.do", caller: person });
    }
    expect(await refusals()).toEqual([]);
  });

  it("is counted when it comes too often, and how often is one event", async () => {
    const { burst } = REFUSED_CALL_LIMITS.call;
    for (let index = 0; index < burst + 3; index += 1) await refuse(createProject(), person);
    expect(await refusals()).toHaveLength(burst);
    await core.storeRefusedCalls(world().services);
    await core.storeRefusedCalls(world().services);
    expect(await tenant.auditEvents("access.refuse_many")).toMatchObject([
      {
        actorType: "user",
        actorId: actorId(person.actor),
        subjectId: tenant.organizationId,
        detail: { count: 3, since: world().clock.now().toISOString() },
      },
    ]);
  });

  it("with a token that is refused leaves whoever was let in their own events", async () => {
    const { accessToken, data } = await tenant.createToken({ accessTokenMaxUses: 2 });
    const identity = await core.verifyAccessToken(world().publicContext(), accessToken);
    await core.revokeAccessToken(world().publicContext(), { accessToken });
    for (let index = 0; index < REFUSED_CALL_LIMITS.caller.burst; index += 1) {
      const error = new core.AppError("access_token.revoked", { refused: { caller: identity } });
      await core.recordRefusedCall(world().publicContext(), { error, call: `call ${index}`, caller: null });
    }
    await refuse(createProject(identity), identity);
    expect(await refusals()).toContainEqual(
      expect.objectContaining({
        actorId: data.identity.id,
        detail: expect.objectContaining({ code: "auth.permission_denied" }),
      }),
    );
  });

  it("stays a refusal when it cannot be written down, which the log tells", async () => {
    await refuse(createProject(), person, withoutAudit(world().publicContext()));
    expect(world().logs.at(-1)).toMatchObject({ level: "error", message: "A refusal could not be written down" });
    expect(await refusals()).toEqual([]);
  });
});
