import {
  CreateClientSecretInput,
  CreateSecretInput,
  ListSecretsInput,
  type PermissionRule,
  UNIVERSAL_AUTH_DEFAULTS,
} from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import type { UseCaseContext } from "../index.ts";
import * as core from "../index.ts";

const ONE_NAMESPACE_EACH: PermissionRule = {
  subject: "secrets",
  action: ["describeSecret", "readValue"],
  conditions: { environment: "{{identity.auth.kubernetes.namespace}}" },
};

describeOnEachDatabase("templates in rules", (world) => {
  let tenant: Tenant;
  let projectId: string;
  let identityId: string;

  beforeEach(async () => {
    tenant = await world().otherTenant();
    const project = await tenant.createProject({ hasDefaultEnvironments: false });
    projectId = project.id;
    identityId = (await tenant.createIdentity({ metadata: [{ key: "stage", value: "billing" }] })).id;
    await tenant.attachKubernetesAuth(identityId);
    for (const slug of ["payments", "billing"]) {
      await core.createEnvironment(tenant.admin, { projectId, name: slug, slug });
      const secret = { projectId, environment: slug, key: "KEY", value: `of ${slug}` };
      await core.createSecret(tenant.admin, CreateSecretInput.parse(secret));
    }
  });

  /** Gives the identity one role with these rules. */
  async function grant(...permissions: PermissionRule[]): Promise<void> {
    await tenant.createRole({ projectId, slug: "templated", rules: permissions });
    await core.addProjectIdentity(tenant.admin, { projectId, identityId, roles: ["templated"] });
  }
  async function logIn(namespace: string): Promise<UseCaseContext> {
    const jwt = world().serviceAccountJwt({ namespace });
    const { accessToken } = await core.loginWithKubernetes(world().publicContext(), { identityId, jwt });
    return core.verifyAccessToken(world().publicContext(), accessToken);
  }
  async function valuesIn(ctx: UseCaseContext, environment: string): Promise<(string | null)[]> {
    const { items } = await core.listSecrets(
      ctx,
      ListSecretsInput.parse({ projectId, environment, isValueWanted: true }),
    );
    return items.map(({ value }) => value);
  }
  const refusals = () => tenant.auditEvents("permission_template.refuse");

  it("give each pod of one identity the place of its own namespace", async () => {
    await grant(ONE_NAMESPACE_EACH);
    const [payments, billing] = [await logIn("payments"), await logIn("billing")];
    expect(await valuesIn(payments, "payments")).toEqual(["of payments"]);
    expect(await valuesIn(payments, "billing")).toEqual([]);
    expect(await valuesIn(billing, "billing")).toEqual(["of billing"]);
    expect(await valuesIn(billing, "payments")).toEqual([]);
    expect(await refusals()).toEqual([]);
  });

  it("read metadata as it is now", async () => {
    await grant({ ...ONE_NAMESPACE_EACH, conditions: { environment: "{{identity.metadata.stage}}" } });
    const pod = await logIn("payments");
    expect(await valuesIn(pod, "billing")).toEqual(["of billing"]);
    await core.updateIdentity(tenant.admin, { identityId, metadata: [{ key: "stage", value: "payments" }] });
    expect(await valuesIn(pod, "billing")).toEqual([]);
    expect(await valuesIn(pod, "payments")).toEqual(["of payments"]);
  });

  it("open nothing for a value that could widen the rule, and say so once", async () => {
    await grant({ ...ONE_NAMESPACE_EACH, conditions: { environment: { $glob: "{{identity.metadata.stage}}" } } });
    await core.updateIdentity(tenant.admin, { identityId, metadata: [{ key: "stage", value: "*" }] });
    const pod = await logIn("payments");
    for (let request = 0; request < 3; request += 1) {
      await expect(valuesIn(pod, "payments")).rejects.toMatchObject({ code: "auth.permission_denied" });
    }
    const detail = { template: "identity.metadata.stage", reason: "unsafe", value: "*" };
    expect(await refusals()).toMatchObject([{ actorId: identityId, subjectId: identityId, projectId, detail }]);
    await core.updateIdentity(tenant.admin, { identityId, metadata: [] });
    await expect(valuesIn(pod, "payments")).rejects.toMatchObject({ code: "auth.permission_denied" });
    const seen = (await refusals()).map((event) => event.detail);
    expect(seen).toHaveLength(2);
    expect(seen).toContainEqual({ ...detail, reason: "missing", value: null });
  });

  it("take nobody's own name, which everybody chooses for themselves: it allows nothing and denies everything", async () => {
    const named = { ...ONE_NAMESPACE_EACH, conditions: { environment: "{{identity.name}}" } };
    const all: PermissionRule = { subject: "secrets", action: ["describeSecret", "readValue"] };
    const notElsewhere = { ...all, conditions: { environment: { $ne: "{{identity.name}}" } }, inverted: true };
    for (const rules of [[named], [all, notElsewhere]]) {
      const person = await tenant.contextWithRules(projectId, rules);
      if (person.actor.type !== "user") throw new Error("A person acts as a user");
      const renamed: UseCaseContext = { ...person, actor: { ...person.actor, name: "payments" } };
      await expect(valuesIn(renamed, "payments")).rejects.toMatchObject({ code: "auth.permission_denied" });
    }
    await grant(named);
    await core.updateIdentity(tenant.admin, { identityId, name: "payments" });
    expect(await valuesIn(await logIn("payments"), "payments")).toEqual(["of payments"]);
  });

  it("know no namespace of a token that no pod logged in for", async () => {
    await grant(ONE_NAMESPACE_EACH);
    await core.attachUniversalAuth(tenant.admin, { identityId, ...UNIVERSAL_AUTH_DEFAULTS });
    const { clientId } = await core.getUniversalAuth(tenant.admin, { identityId });
    const { clientSecret } = await core.createClientSecret(tenant.admin, CreateClientSecretInput.parse({ identityId }));
    await logIn("payments");
    const login = await core.loginWithUniversalAuth(world().publicContext(), { clientId, clientSecret });
    const script = await core.verifyAccessToken(world().publicContext(), login.accessToken);
    await expect(valuesIn(script, "payments")).rejects.toMatchObject({ code: "auth.permission_denied" });
  });
});
