import type { AttachKubernetesAuthInput, IdentityOutput } from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { decodeJwt } from "jose";
import { beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { loginWithKubernetes } from "../index.ts";

describeOnEachDatabase("what a Kubernetes Auth can ask of a JWT", (world) => {
  let tenant: Tenant;
  let identity: IdentityOutput;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identity = await tenant.createIdentity();
  });

  const attach = (input: Partial<AttachKubernetesAuthInput>) => tenant.attachKubernetesAuth(identity.id, input);
  const login = (input: Parameters<ReturnType<typeof world>["serviceAccountJwt"]>[0] = {}) =>
    loginWithKubernetes(world().publicContext(), {
      identityId: identity.id,
      jwt: world().serviceAccountJwt(input),
    });

  it("lets a pair in, and neither of its halves with another", async () => {
    await attach({ allowedNamespaces: "", allowedNames: "payments/worker, billing/cron" });
    await login({ namespace: "payments", name: "worker" });
    await login({ namespace: "billing", name: "cron" });
    const refused = { code: "kubernetes_auth.name_not_allowed" };
    await expect(login({ namespace: "payments", name: "cron" })).rejects.toMatchObject(refused);
    await expect(login({ namespace: "billing", name: "worker" })).rejects.toMatchObject(refused);
  });

  it("lets a pair in only where its namespace is allowed as well", async () => {
    await attach({ allowedNamespaces: "billing", allowedNames: "payments/worker, billing/cron" });
    await login({ namespace: "billing", name: "cron" });
    await expect(login({ namespace: "payments", name: "worker" })).rejects.toMatchObject({
      code: "kubernetes_auth.namespace_not_allowed",
    });
  });

  it("lets a JWT for any of several audiences in, and asks the cluster for all of them", async () => {
    await attach({ allowedAudience: "podpass, vault" });
    await login({ audiences: ["podpass"] });
    await login({ audiences: ["somebody-else", "vault"] });
    const body = JSON.parse(world().kubernetes.requests.at(-1)?.body ?? "{}");
    expect(body).toMatchObject({ spec: { audiences: ["podpass", "vault"] } });
    await expect(login({ audiences: ["somebody-else"] })).rejects.toMatchObject({ code: "auth.login_refused" });
  });

  it("lets in only the pinned service account", async () => {
    const claims = z
      .object({ "kubernetes.io": z.object({ serviceaccount: z.object({ uid: z.string() }) }) })
      .parse(decodeJwt(world().serviceAccountJwt({ name: "pinned" })));
    await attach({ pinnedServiceAccountUid: claims["kubernetes.io"].serviceaccount.uid });
    await login({ name: "pinned" });
    await expect(login({ name: "other" })).rejects.toMatchObject({
      code: "kubernetes_auth.service_account_uid_not_allowed",
    });
  });

  it("lets in only JWTs bound to a pod when they must be", async () => {
    await attach({ isPodBindingRequired: true });
    await login({ podName: "worker-0" });
    await expect(login()).rejects.toMatchObject({ code: "kubernetes_auth.pod_binding_required" });
  });

  it("lets in no JWT that was issued too long ago, however long it is good for", async () => {
    await attach({ maxJwtAgeSeconds: 600 });
    const jwt = world().serviceAccountJwt({ expiresInSeconds: 31_536_000 });
    const loginAgain = () => loginWithKubernetes(world().publicContext(), { identityId: identity.id, jwt });
    await loginAgain();
    world().clock.advanceSeconds(600);
    await loginAgain();
    world().clock.advanceSeconds(1);
    await expect(loginAgain()).rejects.toMatchObject({ code: "kubernetes_auth.jwt_too_old" });
  });
});
