import type { LoginCheckName, TryKubernetesLoginInput, TryKubernetesLoginOutput } from "@podpass/contracts";
import { explicitPolicy } from "../access-token/lifetime.ts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertMayImpersonate } from "../authorization/privilege-boundary.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { gatherLoginFacts } from "./gather-login-facts.ts";
import { loadKubernetesAuth } from "./get-kubernetes-auth.ts";
import type { KubernetesAuthRow } from "./kubernetes-auth.repository.ts";
import { decideKubernetesLogin, type LoginDecision } from "./login-checks.ts";
import type { LoginFacts } from "./login-facts.ts";
import { claimsOfJwt, fingerprintOf } from "./service-account-jwt.ts";

/**
 * What a login would come to, decided by the function that decides logins on facts found in the same way. No token is
 * issued and no attempt written down: there is no call here that could. It asks for the rights that changing the
 * configuration takes, and is itself written down, without the JWT.
 */
export async function tryKubernetesLogin(
  ctx: UseCaseContext,
  input: TryKubernetesLoginInput,
): Promise<TryKubernetesLoginOutput> {
  ctx.authorize("identity:edit-auth");
  await assertMayImpersonate(ctx, input.identityId);
  const row = await loadKubernetesAuth(ctx.store, input.identityId, ctx.organizationId);
  const decision = await decide(ctx, row, input);
  const outcome = decision.refusal ? "refused" : input.by === "jwt" ? "let_in" : "rules_pass";
  await ctx.transaction((tx) =>
    appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "kubernetes_auth.try_login",
      subject: { type: "identity", id: input.identityId },
      detail: {
        ...(input.by === "jwt"
          ? { jwtFingerprint: fingerprintOf(input.jwt) }
          : { serviceAccount: { namespace: input.namespace, name: input.name }, audiences: input.audiences }),
        outcome,
        failedCheck: decision.checks.find(({ verdict }) => verdict === "failed")?.name ?? null,
      },
    }),
  );
  return {
    outcome,
    errorCode: decision.refusal,
    checks: decision.checks,
    claims: input.by === "jwt" ? claimsOfJwt(input.jwt) : null,
    serviceAccount: input.by === "jwt" ? decision.serviceAccount : null,
    accessToken: {
      ...explicitPolicy({ ttlSeconds: row.accessTokenTtlSeconds, maxTtlSeconds: row.accessTokenMaxTtlSeconds }),
      maxUses: row.accessTokenMaxUses,
    },
  };
}

async function decide(
  ctx: UseCaseContext,
  row: KubernetesAuthRow,
  input: TryKubernetesLoginInput,
): Promise<LoginDecision> {
  const ipAddress = input.ipAddress || ctx.request.ipAddress;
  if (input.by === "service_account") {
    const decision = decideKubernetesLogin(supposedFacts(row, input, { now: ctx.clock.now(), ipAddress }));
    const answerable = rulesOf(row);
    const checks = decision.checks.map((check) =>
      answerable.has(check.name) ? check : { name: check.name, verdict: "not_reached" as const },
    );
    return { ...decision, checks };
  }
  const facts = await gatherLoginFacts(ctx, { ...row, organizationId: ctx.organizationId }, input.jwt);
  return decideKubernetesLogin({ ...facts, ipAddress });
}

/** The facts of a login of that account in which the cluster finds nothing wrong. */
function supposedFacts(
  row: KubernetesAuthRow,
  account: { namespace: string; name: string; audiences: string[] },
  { now, ipAddress }: { now: Date; ipAddress: string },
): LoginFacts {
  const { namespace, name, audiences } = account;
  return {
    jwtProblem: null,
    claimedServiceAccount: { namespace, name },
    claimedIssuedAt: now,
    configuration: row,
    reviewer: { mode: "client" },
    review: {
      kind: "authenticated",
      username: `system:serviceaccount:${namespace}:${name}`,
      uid: row.pinnedServiceAccountUid,
      groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"],
      audiences,
      podName: "supposed",
      podUid: "supposed",
      nodeName: null,
    },
    ipAddress,
    now,
  };
}

/**
 * The checks that the configuration alone answers for an account that is only named. An audience that is not configured
 * is the API server's own, which it alone knows.
 */
function rulesOf(row: KubernetesAuthRow): ReadonlySet<LoginCheckName> {
  const rules: LoginCheckName[] = ["configuration", "namespace", "name", "trusted_ip"];
  return new Set(row.allowedAudience.trim() === "" ? rules : [...rules, "audience"]);
}
