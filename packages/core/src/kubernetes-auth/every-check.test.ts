import {
  AttachKubernetesAuthInput,
  type KubernetesAuthChange,
  type LoginCheck,
  type LoginCheckName,
  UpdateKubernetesAuthInput,
} from "@podpass/contracts";
import { kubernetesAssets, type ServiceAccountName, TestClock } from "@podpass/testing";
import { sharedKubeApiServer } from "@podpass/testing/vitest";
import { createWorld, type World } from "@podpass/testing/world";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { attachKubernetesAuth, loginWithKubernetes, updateKubernetesAuth } from "../index.ts";

type Change = Omit<z.input<typeof KubernetesAuthChange>, "identityId">;

/** One way a login fails: what is wrong, the check that must say so, and its remedy as an admin would apply it. */
interface Case {
  what: string;
  check: LoginCheckName;
  /** Part of the remedy's field or command: what the admin is told. */
  told: RegExp;
  broken?: () => Change | Promise<Change>;
  sends?: (jwt: string) => string | Promise<string>;
  /** Done to the configuration, or to the cluster; the JWT that is sent afterwards, when another one is. */
  mend: () => Promise<{ change?: Change; jwt?: string }>;
}

const hasApiServer = kubernetesAssets() !== undefined;
const SUFFIX = crypto.randomUUID().slice(0, 8);
const NAMESPACE = `every-check-${SUFFIX}`;
const account = (name: string): ServiceAccountName => ({ namespace: NAMESPACE, name });
const POD = account("web");
const REVIEWER = account("reviewer");
const UNBOUND = account("unbound-reviewer");

// One check cannot fail here: this API server proves nobody but service accounts by a JWT (login-checks.test.ts).
describe.skipIf(!hasApiServer)("every check of a login, at a real API server (KUBEBUILDER_ASSETS)", () => {
  let world: World;
  let cluster: Awaited<ReturnType<typeof sharedKubeApiServer>>;
  let reviewerJwt: string;
  beforeAll(async () => {
    [world, cluster] = await Promise.all([createWorld({ clock: new TestClock(new Date()) }), sharedKubeApiServer()]);
    await cluster.createNamespace(NAMESPACE);
    for (const each of [POD, REVIEWER, UNBOUND]) await cluster.createServiceAccount(each);
    await cluster.bindAuthDelegator(REVIEWER);
    reviewerJwt = await cluster.createToken(REVIEWER);
  });
  afterAll(() => world?.[Symbol.asyncDispose]());

  const logIn = (identityId: string, jwt: string) =>
    loginWithKubernetes(world.publicContext({ ipAddress: "192.0.2.7" }), { identityId, jwt });
  const attach = async (identityId: string, broken: Change) =>
    attachKubernetesAuth(
      world.admin,
      AttachKubernetesAuthInput.parse({
        kubernetesHost: cluster.url,
        caCertificate: cluster.caCertificate,
        tokenReviewerJwt: reviewerJwt,
        allowedNamespaces: NAMESPACE,
        ...broken,
        identityId,
      }),
    );
  async function failedCheck(identityId: string): Promise<LoginCheck | undefined> {
    const attempt = await world.database.client.loginAttempt.findFirstOrThrow({ where: { identityId } });
    // What the row holds is in the contract's shape; the tests of the record prove that.
    return (attempt.checks as unknown as LoginCheck[]).find(({ verdict }) => verdict === "failed");
  }

  const CASES: Case[] = [
    {
      what: "a JWT in quotes",
      check: "jwt_shape",
      told: /without quotes/,
      sends: (jwt) => `"${jwt}"`,
      mend: async () => ({}),
    },
    {
      what: "a port where nothing listens",
      check: "reachability",
      told: /^kubernetesHost .*kubectl cluster-info/,
      broken: () => ({ kubernetesHost: "https://127.0.0.1:1" }),
      mend: async () => ({ change: { kubernetesHost: cluster.url, tokenReviewerJwt: reviewerJwt } }),
    },
    {
      what: "the CA of another cluster",
      check: "tls",
      told: /^caCertificate .*kube-root-ca/,
      broken: () => ({ caCertificate: world.kubernetes.caCertificate }),
      mend: async () => ({ change: { caCertificate: cluster.caCertificate, tokenReviewerJwt: reviewerJwt } }),
    },
    {
      what: "a reviewer that may not review",
      check: "reviewer",
      told: /--clusterrole=system:auth-delegator --serviceaccount=every-check-\w+:unbound-reviewer/,
      broken: async () => ({ tokenReviewerJwt: await cluster.createToken(UNBOUND) }),
      mend: async () => {
        await cluster.bindAuthDelegator(UNBOUND);
        return {};
      },
    },
    {
      what: "a reviewer JWT of another cluster",
      check: "reviewer",
      told: /^tokenReviewerJwt .*kubectl create token/,
      broken: () => ({ tokenReviewerJwt: world.serviceAccountJwt() }),
      mend: async () => ({ change: { tokenReviewerJwt: reviewerJwt } }),
    },
    {
      what: "an expired JWT",
      check: "authenticated",
      told: /kubectl create token web -n every-check-/,
      sends: () => cluster.createExpiredToken(POD),
      mend: async () => ({ jwt: await cluster.createToken(POD) }),
    },
    {
      what: "a JWT for another audience",
      check: "audience",
      told: /^allowedAudience .*kubectl create token web -n every-check-\w+ --audience=podpass/,
      broken: () => ({ allowedAudience: "podpass" }),
      mend: async () => ({ jwt: await cluster.createToken({ ...POD, audiences: ["podpass"] }) }),
    },
    {
      what: "a namespace that is not allowed",
      check: "namespace",
      told: /^allowedNamespaces Add every-check-/,
      broken: () => ({ allowedNamespaces: "billing" }),
      mend: async () => ({ change: { allowedNamespaces: `billing,${NAMESPACE}` } }),
    },
    {
      what: "a name that is not allowed",
      check: "name",
      told: /^allowedNames Add web/,
      broken: () => ({ allowedNames: "worker" }),
      mend: async () => ({ change: { allowedNames: "worker,web" } }),
    },
    {
      what: "another service account than the pinned one",
      check: "service_account_uid",
      told: /^pinnedServiceAccountUid .*kubectl get serviceaccount web/,
      broken: () => ({ pinnedServiceAccountUid: crypto.randomUUID() }),
      mend: async () => {
        const { remedy } = (await failedCheck(identityId)) ?? {};
        const uid = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(remedy?.text ?? "")?.[0] ?? "";
        return { change: { pinnedServiceAccountUid: uid } };
      },
    },
    {
      what: "a JWT that is bound to no pod",
      check: "pod_binding",
      told: /^isPodBindingRequired .*--bound-object-kind=Pod/,
      broken: () => ({ isPodBindingRequired: true }),
      mend: async () => ({ change: { isPodBindingRequired: false } }),
    },
    {
      what: "a JWT that is too old",
      check: "jwt_age",
      told: /^maxJwtAgeSeconds /,
      broken: () => {
        world.clock.advanceSeconds(300);
        return { maxJwtAgeSeconds: 60 };
      },
      mend: async () => ({ change: { maxJwtAgeSeconds: 3600 } }),
    },
    {
      what: "an address that is not trusted",
      check: "trusted_ip",
      told: /^accessTokenTrustedIps Add 192\.0\.2\.7/,
      broken: () => ({ accessTokenTrustedIps: ["10.0.0.0/8"] }),
      mend: async () => ({ change: { accessTokenTrustedIps: ["10.0.0.0/8", "192.0.2.7"] } }),
    },
  ];

  let identityId: string;
  it.each(CASES)("names $check for $what, and its remedy mends it", async ({ check, told, broken, sends, mend }) => {
    world.clock.set(new Date());
    identityId = (await world.createIdentity()).id;
    await attach(identityId, (await broken?.()) ?? {});
    const jwt = await cluster.createToken(POD);
    await expect(logIn(identityId, (await sends?.(jwt)) ?? jwt)).rejects.toMatchObject({ name: "AppError" });
    const failed = await failedCheck(identityId);
    expect(failed?.name).toBe(check);
    const { field = "", text = "", command = "" } = failed?.remedy ?? {};
    expect(`${field} ${text} ${command}`).toMatch(told);
    const { change, jwt: other } = await mend();
    if (change) await updateKubernetesAuth(world.admin, UpdateKubernetesAuthInput.parse({ ...change, identityId }));
    expect(await logIn(identityId, other ?? jwt)).toMatchObject({ accessToken: expect.any(String) });
  });

  it("names the configuration for an identity without Kubernetes Auth, which adding it mends", async () => {
    world.clock.set(new Date());
    const bare = (await world.createIdentity()).id;
    const jwt = await cluster.createToken(POD);
    await expect(logIn(bare, jwt)).rejects.toMatchObject({ reason: expect.stringMatching(/^configuration: /) });
    await attach(bare, {});
    expect(await logIn(bare, jwt)).toMatchObject({ accessToken: expect.any(String) });
  });
});
