import { randomUUID } from "node:crypto";
import { CreateEnvironmentInput, type ErrorCode } from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "./index.ts";

describeOnEachDatabase("changes at the same moment", (world) => {
  let tenant: Tenant;
  beforeEach(async () => {
    tenant = await world().otherTenant();
  });

  /** Runs all at once: one is done, and each of the others is told the code. */
  async function expectOneOf(acts: (() => Promise<unknown>)[], code: ErrorCode): Promise<void> {
    const results = await Promise.allSettled(acts.map((act) => act()));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    for (const result of results) if (result.status === "rejected") expect(result.reason).toMatchObject({ code });
  }
  const times = (count: number, act: () => Promise<unknown>) => Array.from({ length: count }, () => act);

  it("attach one login method", async () => {
    const { id: identityId } = await tenant.createIdentity();
    await expectOneOf(
      times(4, () => tenant.attachKubernetesAuth(identityId)),
      "kubernetes_auth.already_attached",
    );
  });

  it("delete each thing once", async () => {
    const { id: identityId } = await tenant.createIdentity({ isUniversalAuthAttached: true });
    await tenant.attachKubernetesAuth(identityId);
    const project = await tenant.createProject();
    const projectId = project.id;
    await core.addProjectIdentity(tenant.admin, { projectId, identityId, roles: ["viewer"] });
    const environmentId = project.environments[0]?.id ?? "";
    const { admin } = tenant;
    await expectOneOf(
      times(4, () => core.detachKubernetesAuth(admin, { identityId })),
      "kubernetes_auth.not_found",
    );
    await expectOneOf(
      times(4, () => core.detachUniversalAuth(admin, { identityId })),
      "universal_auth.not_found",
    );
    await expectOneOf(
      times(4, () => core.removeProjectIdentity(admin, { projectId, identityId })),
      "project_membership.not_found",
    );
    await expectOneOf(
      times(4, () => core.deleteEnvironment(admin, { projectId, environmentId })),
      "environment.not_found",
    );
    await expectOneOf(
      times(4, () => core.deleteProject(admin, { projectId })),
      "project.not_found",
    );
    await expectOneOf(
      times(4, () => core.deleteIdentity(admin, { identityId })),
      "identity.not_found",
    );
  });

  it("lose nothing of what each of them changes in a configuration", async () => {
    const { id: identityId } = await tenant.createIdentity({ isUniversalAuthAttached: true });
    await tenant.attachKubernetesAuth(identityId);
    const { admin } = tenant;
    await Promise.all([
      core.updateKubernetesAuth(admin, { identityId, allowedNamespaces: "payments" }),
      core.updateKubernetesAuth(admin, { identityId, allowedNames: "worker" }),
      core.updateKubernetesAuth(admin, { identityId, accessTokenMaxUses: 5 }),
      core.updateUniversalAuth(admin, { identityId, accessTokenMaxUses: 6 }),
      core.updateUniversalAuth(admin, { identityId, accessTokenTtlSeconds: 7 }),
      core.updateIdentity(admin, { identityId, name: "renamed" }),
      core.updateIdentity(admin, { identityId, hasDeleteProtection: true }),
    ]);
    const changed = { allowedNamespaces: "payments", allowedNames: "worker", accessTokenMaxUses: 5 };
    expect(await core.getKubernetesAuth(admin, { identityId })).toMatchObject(changed);
    expect(await core.getUniversalAuth(admin, { identityId })).toMatchObject({
      accessTokenMaxUses: 6,
      accessTokenTtlSeconds: 7,
    });
    expect(await core.getIdentity(admin, { identityId })).toMatchObject({ name: "renamed", hasDeleteProtection: true });
  });

  it("give a slug to one project and one environment", async () => {
    const projects = [await tenant.createProject(), await tenant.createProject(), await tenant.createProject()];
    const slug = `s-${randomUUID()}`;
    await expectOneOf(
      projects.map(
        ({ id }) =>
          () =>
            core.updateProject(tenant.admin, { projectId: id, slug }),
      ),
      "project.slug_taken",
    );
    const [project] = projects;
    await expectOneOf(
      (project?.environments ?? []).map(
        ({ id, projectId }) =>
          () =>
            core.updateEnvironment(tenant.admin, { projectId, environmentId: id, slug: "qa" }),
      ),
      "environment.slug_taken",
    );
    const add = CreateEnvironmentInput.parse({ projectId: project?.id, name: "New", slug: "new" });
    await expectOneOf(
      times(3, () => core.createEnvironment(tenant.admin, add)),
      "environment.slug_taken",
    );
  });

  it("leave environments numbered from 1 in the order that was asked for", async () => {
    const project = await tenant.createProject();
    const [dev, staging, prod] = project.environments.map(({ id }) => id);
    const move = (environmentId = "", position = 1) =>
      core.updateEnvironment(tenant.admin, { projectId: project.id, environmentId, position });
    const order = async () =>
      (await core.listEnvironments(tenant.admin, { projectId: project.id })).items.map(
        ({ slug, position }) => `${position} ${slug}`,
      );
    await move(dev, 2);
    expect(await order()).toEqual(["1 staging", "2 dev", "3 prod"]);
    await move(prod, 1);
    expect(await order()).toEqual(["1 prod", "2 staging", "3 dev"]);
    expect(await move(staging, 99)).toMatchObject({ position: 3 });
    expect(await order()).toEqual(["1 prod", "2 dev", "3 staging"]);
    await move(dev, 2);
    expect(await order()).toEqual(["1 prod", "2 dev", "3 staging"]);
  });
});
