import type { PublicContext } from "../shared/use-case-context.ts";
import { askForReview } from "./ask-for-review.ts";
import type { KubernetesLoginRow } from "./kubernetes-auth.repository.ts";
import type { LoginFacts } from "./login-facts.ts";
import { readServiceAccountJwt } from "./service-account-jwt.ts";

/**
 * Finds out what a login is decided on. No call leaves the server for what cannot be a JWT or for an identity
 * without a configuration.
 */
export async function gatherLoginFacts(
  ctx: PublicContext,
  row: Omit<KubernetesLoginRow, "identityName"> | null,
  jwt: string,
): Promise<LoginFacts> {
  const { problem: jwtProblem, subject, serviceAccount, issuedAt } = readServiceAccountJwt(jwt);
  const around = {
    jwtProblem,
    claimedServiceAccount: serviceAccount,
    claimedIssuedAt: issuedAt,
    now: ctx.clock.now(),
    configuration: row ?? undefined,
    ipAddress: ctx.request.ipAddress,
  };
  if (!row || jwtProblem !== null) return { ...around, reviewer: { mode: "client" }, review: undefined };
  const { kubernetesHost, reviewer, review } = await askForReview(ctx, row, {
    serviceAccountJwt: jwt,
    claimedSubject: subject,
  });
  return { ...around, configuration: { ...row, kubernetesHost }, reviewer, review };
}
