import { randomUUID } from "node:crypto";
import {
  AttachTokenAuthInput,
  CheckKubernetesConnectionInput,
  CreateClientSecretInput,
  CreateIdentityInput,
  CreateSecretInput,
  type PermissionRule,
  PROJECT_ROLES,
  TryKubernetesLoginInput,
  UNIVERSAL_AUTH_DEFAULTS,
} from "@podpass/contracts";
import { createWorld, type PersonRoles, type World } from "@podpass/testing/world";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as core from "../index.ts";
import { actorId } from "../shared/actor.ts";
import { assertMayImpersonateAll } from "./privilege-boundary.ts";

describe("the privilege boundary", () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world[Symbol.asyncDispose]());
  const refused = { code: "auth.privilege_boundary" };

  it("keeps a member from making or becoming an admin", async () => {
    const member = await world.contextOf({ organizationRole: "member" });
    const { id: identityId } = await world.createIdentity({ role: "no-access" });
    await expect(
      core.createIdentity(member, CreateIdentityInput.parse({ name: "x", role: "admin" })),
    ).rejects.toMatchObject(refused);
    await expect(core.updateIdentity(member, { identityId, role: "admin" })).rejects.toMatchObject(refused);
    await core.updateIdentity(member, { identityId, role: "member" });
  });

  it("keeps a member from everything that would let them log in as an admin's identity", async () => {
    const member = await world.contextOf({ organizationRole: "member" });
    const { id: identityId } = await world.createIdentity({ role: "admin", isUniversalAuthAttached: true });
    const attached = await world.attachKubernetesAuth(identityId);
    const { data } = await core.createClientSecret(world.admin, CreateClientSecretInput.parse({ identityId }));
    await core.attachTokenAuth(world.admin, AttachTokenAuthInput.parse({ identityId }));
    const token = (await core.createToken(world.admin, { identityId, name: "" })).data;
    const other = await world.createIdentity({ role: "admin" });
    const pod = { by: "service_account", namespace: "shop", name: "web", audiences: [] } as const;
    const attempts = [
      () => core.updateKubernetesAuth(member, { identityId, kubernetesHost: "10.0.0.1" }),
      () => core.detachKubernetesAuth(member, { identityId }),
      () => core.attachKubernetesAuth(member, { ...attached, identityId: other.id, tokenReviewerJwt: "" }),
      () => core.attachUniversalAuth(member, { identityId: other.id, ...UNIVERSAL_AUTH_DEFAULTS }),
      () => core.updateUniversalAuth(member, { identityId, accessTokenMaxUses: 1 }),
      () => core.detachUniversalAuth(member, { identityId }),
      () => core.createClientSecret(member, CreateClientSecretInput.parse({ identityId })),
      () => core.revokeClientSecret(member, { identityId, clientSecretId: data.id }),
      () => core.clearLockouts(member, { identityId }),
      () => core.tryKubernetesLogin(member, TryKubernetesLoginInput.parse({ identityId, ...pod })),
      () => core.checkKubernetesConnection(member, CheckKubernetesConnectionInput.parse({ identityId })),
      () => core.attachTokenAuth(member, AttachTokenAuthInput.parse({ identityId: other.id })),
      () => core.updateTokenAuth(member, { identityId, accessTokenMaxUses: 1 }),
      () => core.detachTokenAuth(member, { identityId }),
      () => core.createToken(member, { identityId, name: "" }),
      () => core.renameToken(member, { accessTokenId: token.id, name: "renamed" }),
      () => core.revokeAccessTokens(member, { accessTokenIds: [token.id] }),
      () => core.updateIdentity(member, { identityId, role: "no-access" }),
      () => core.updateIdentity(member, { identityId, name: "renamed" }),
      () => core.updateIdentity(member, { identityId, hasDeleteProtection: false }),
      () => core.updateIdentity(member, { identityId, metadata: [{ key: "team", value: "billing" }] }),
      () => core.deleteIdentity(member, { identityId }),
    ];
    for (const attempt of attempts) await expect(attempt(), `${attempt}`).rejects.toMatchObject(refused);
  });

  it("is asked for of many identities at once, and opens each project of theirs once", async () => {
    const { id: projectId } = await world.createProject();
    const identityIds: string[] = [];
    for (let count = 0; count < 3; count++) {
      const { id: identityId } = await world.createIdentity({ role: "no-access" });
      await core.addProjectIdentity(world.admin, { projectId, identityId, roles: ["viewer"] });
      identityIds.push(identityId);
    }
    const holding = (action: string[]) => world.contextWithRules(projectId, [{ subject: "secrets", action }]);
    await expect(assertMayImpersonateAll(await holding(["readValue"]), identityIds)).rejects.toMatchObject(refused);
    const gone = assertMayImpersonateAll(world.admin, [...identityIds, randomUUID()]);
    await expect(gone).rejects.toMatchObject({ code: "identity.not_found" });

    const viewer = await world.contextWithRules(projectId, [...PROJECT_ROLES.viewer.rules]);
    let opened = 0;
    const projects: typeof viewer.store.projects = {
      ...viewer.store.projects,
      findWithRolesOf: (...where) => {
        opened++;
        return viewer.store.projects.findWithRolesOf(...where);
      },
    };
    await assertMayImpersonateAll({ ...viewer, store: { ...viewer.store, projects } }, identityIds);
    expect(opened).toBe(1);
  });

  it("keeps a manager of people and roles from whatever would give an admin's rights, or take them", async () => {
    const manage: PermissionRule[] = (["role", "member"] as const).map((subject) => ({
      subject,
      action: ["read", "create", "edit", "delete"],
    }));
    const { slug: organizationRole } = await world.createRole({ rules: manage });
    const manager = await world.contextOf({ organizationRole });
    const above: PermissionRule[] = [{ subject: "settings", action: ["edit"] }];
    const strong = await world.createRole({ rules: above });
    const limited = await world.createRole({ rules: above.map((rule) => ({ ...rule, inverted: true })) });
    const expiresInDays = 7;
    const { invitation } = await core.createInvitation(world.admin, {
      email: "boundary@example.com",
      roles: ["admin"],
      expiresInDays,
    });
    const names = { slug: "mine", name: "Mine", description: "" };
    const attempts = [
      () => core.createOrganizationRole(manager, { ...names, rules: above }),
      () => core.updateOrganizationRole(manager, { roleId: strong.id, rules: [] }),
      () => core.updateOrganizationRole(manager, { roleId: limited.id, rules: above }),
      () => core.updateOrganizationRole(manager, { roleId: limited.id, rules: [] }),
      () => core.deleteOrganizationRole(manager, { roleId: strong.id }),
      () => core.createInvitation(manager, { email: "other@example.com", roles: ["admin"], expiresInDays }),
      () => core.resendInvitation(manager, { invitationId: invitation.id, expiresInDays }),
      () => core.withdrawInvitation(manager, { invitationId: invitation.id }),
    ];
    for (const attempt of attempts) await expect(attempt(), `${attempt}`).rejects.toMatchObject(refused);
  });

  it("keeps a manager of people from whoever holds more, in the organization or in one of its projects", async () => {
    const { slug: organizationRole } = await world.createRole({
      rules: [{ subject: "member", action: ["read", "edit", "delete"] }],
    });
    const manager = await world.contextOf({ organizationRole });
    const { id: projectId } = await world.createProject();
    const memberIdOf = async (roles: PersonRoles) => {
      const userId = actorId((await world.contextOf(roles)).actor) ?? "";
      return (await world.services.store.members.findOfUser(world.admin.organizationId, userId))?.id ?? "";
    };
    for (const memberId of [
      await memberIdOf({ organizationRole: "admin" }),
      await memberIdOf({ projectId, projectRole: "viewer" }),
    ]) {
      for (const act of [
        core.deactivateMember,
        core.reactivateMember,
        core.removeMember,
        core.unlockMember,
        core.resetMemberSecondFactor,
      ]) {
        await expect(act(manager, { memberId }), act.name).rejects.toMatchObject(refused);
      }
    }
    const admin = await memberIdOf({ organizationRole: "admin" });
    await expect(core.updateMember(manager, { memberId: admin, roles: ["no-access"] })).rejects.toMatchObject(refused);
    const nobody = await memberIdOf({});
    await expect(core.updateMember(manager, { memberId: nobody, roles: ["admin"] })).rejects.toMatchObject(refused);
  });

  it("keeps a project's manager of roles from making, changing or deleting one that holds more", async () => {
    const { id: projectId } = await world.createProject();
    const manager = await world.contextWithRules(projectId, [
      { subject: "role", action: ["read", "create", "edit", "delete"] },
    ]);
    const above: PermissionRule[] = [{ subject: "tags", action: ["edit"] }];
    const { id: roleId } = await world.createRole({ projectId, rules: above });
    const names = { projectId, slug: "mine", name: "Mine", description: "" };
    const attempts = [
      () => core.createProjectRole(manager, { ...names, rules: above }),
      () => core.updateProjectRole(manager, { projectId, roleId, rules: [] }),
      () => core.deleteProjectRole(manager, { projectId, roleId }),
    ];
    for (const attempt of attempts) await expect(attempt(), `${attempt}`).rejects.toMatchObject(refused);
  });

  it("keeps whoever moves secrets from opening them to anybody", async () => {
    const { project, secret } = await world.createProjectWithSecret();
    const projectId = project.id;
    const at = { projectId, environment: "dev", secretPath: "/" };
    await core.createFolder(world.admin, { ...at, name: "open", description: "" });
    const reads: PermissionRule = { subject: "secrets", action: ["readValue"], conditions: { secretPath: "/open" } };
    await world.createRole({ projectId, rules: [reads] });
    const mover = await world.contextWithRules(projectId, [{ subject: "secrets", action: ["create", "delete"] }]);
    const to = { environment: "dev", secretPath: "/open" };
    await expect(core.moveSecrets(mover, { ...at, keys: [secret.key], to })).rejects.toMatchObject(refused);
  });

  it("counts what an identity holds in projects the member is not in", async () => {
    const member = await world.contextOf({ organizationRole: "member" });
    const { id: identityId } = await world.createIdentity();
    const { id: projectId } = await world.createProject();
    await core.addProjectIdentity(world.admin, { projectId, identityId, roles: ["viewer"] });
    await world.attachKubernetesAuth(identityId);
    const repoint = { identityId, kubernetesHost: "10.0.0.1" };
    await expect(core.updateKubernetesAuth(member, repoint)).rejects.toMatchObject(refused);
    await core.removeProjectIdentity(world.admin, { projectId, identityId });
    await core.updateKubernetesAuth(member, repoint);
  });

  it("keeps a project's member from granting, changing or taking more than they hold there", async () => {
    const { id: projectId } = await world.createProject();
    const developer = await world.contextOf({ organizationRole: "member", projectId, projectRole: "member" });
    const [one, two] = [await world.createIdentity(), await world.createIdentity()];
    await expect(
      core.addProjectIdentity(developer, { projectId, identityId: one.id, roles: ["viewer", "admin"] }),
    ).rejects.toMatchObject(refused);
    await core.addProjectIdentity(developer, { projectId, identityId: one.id, roles: ["member"] });
    await expect(
      core.updateProjectIdentity(developer, { projectId, identityId: one.id, roles: ["admin"] }),
    ).rejects.toMatchObject(refused);
    await core.addProjectIdentity(world.admin, { projectId, identityId: two.id, roles: ["admin"] });
    await expect(
      core.updateProjectIdentity(developer, { projectId, identityId: two.id, roles: ["viewer"] }),
    ).rejects.toMatchObject(refused);
    await expect(core.removeProjectIdentity(developer, { projectId, identityId: two.id })).rejects.toMatchObject(
      refused,
    );
  });

  it("keeps whoever changes what rules say of a secret from opening it to anybody", async () => {
    const { project, secret } = await world.createProjectWithSecret();
    const projectId = project.id;
    const at = { projectId, environment: "dev", secretPath: "/" };
    const folder = await core.createFolder(world.admin, { ...at, name: "closed", description: "" });
    const tag = await core.createTag(world.admin, { projectId, slug: "secret", color: "" });
    const secretInput = { ...at, secretPath: "/closed", key: "KEY", value: "x", tagIds: [tag.id] };
    await core.createSecret(world.admin, CreateSecretInput.parse(secretInput));
    const manage: PermissionRule[] = [
      { subject: "secret-folders", action: ["edit"] },
      { subject: "environments", action: ["edit"] },
      { subject: "tags", action: ["edit", "delete"] },
      { subject: "secrets", action: ["edit"] },
    ];
    const reads: PermissionRule = { subject: "secrets", action: ["readValue"] };
    const manager = await world.contextWithRules(projectId, manage);
    const environmentId = project.environments[0]?.id ?? "";
    const changes = [
      () => core.updateFolder(manager, { projectId, folderId: folder.id, name: "open" }),
      () => core.updateEnvironment(manager, { projectId, environmentId, slug: "qa" }),
      () => core.updateTag(manager, { projectId, tagId: tag.id, slug: "public" }),
      () => core.updateSecret(manager, { ...at, key: secret.key, newKey: "PUBLIC" }),
      () => core.deleteTag(manager, { projectId, tagId: tag.id }),
    ];
    for (const [index, rules] of [
      [{ ...reads, conditions: { secretPath: "/open" } }],
      [{ ...reads, conditions: { environment: { $ne: "dev" } } }],
      [reads, { ...reads, inverted: true, conditions: { secretTags: "secret" } }],
      [{ ...reads, conditions: { secretName: "{{identity.metadata.key}}" } }],
      [{ ...reads, conditions: { secretTags: { $ne: "secret" } } }],
    ].entries()) {
      await world.createRole({ projectId, rules });
      await expect(changes[index]?.(), `change ${index}`).rejects.toMatchObject(refused);
    }
    const until = new Date(world.clock.now().getTime() + 3_600_000);
    const forAnHour = await world.contextOf({ projectId, projectRole: "admin", until });
    await expect(core.updateFolder(forAnHour, { projectId, folderId: folder.id, name: "open" })).rejects.toMatchObject(
      refused,
    );
    await core.updateFolder(world.admin, { projectId, folderId: folder.id, name: "open" });
  });

  it("finds no role that is an object's own member, and none of another project", async () => {
    const { id: projectId } = await world.createProject();
    const { id: identityId } = await world.createIdentity();
    for (const role of ["constructor", "__proto__", "toString"]) {
      await expect(core.updateIdentity(world.admin, { identityId, role })).rejects.toMatchObject({
        code: "role.not_found",
      });
      await expect(
        core.addProjectIdentity(world.admin, { projectId, identityId, roles: [role] }),
      ).rejects.toMatchObject({ code: "role.not_found" });
    }
  });
});
