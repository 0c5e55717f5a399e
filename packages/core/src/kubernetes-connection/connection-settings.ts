import type { CheckKubernetesConnectionInput } from "@podpass/contracts";
import { chosenReviewerMode } from "../kubernetes-auth/chosen-reviewer-mode.ts";
import type { KubernetesAuthRow } from "../kubernetes-auth/kubernetes-auth.repository.ts";
import { reviewerJwtPlace } from "../kubernetes-auth/kubernetes-auth-output.ts";
import type { OwnCluster } from "../kubernetes-auth/own-cluster.ts";
import { AppError, invalidField } from "../shared/app-error.ts";
import type { Services } from "../shared/use-case-context.ts";
import type { ConnectionSettings } from "./look-at-connection.ts";

type Saved = Pick<
  KubernetesAuthRow,
  "id" | "reviewerMode" | "kubernetesHost" | "caCertificate" | "allowedAudience" | "encryptedReviewerJwt"
>;
type Typed = Omit<CheckKubernetesConnectionInput, "identityId">;
type Means = Pick<Services, "store" | "secretBox" | "ownCluster">;

/** What a saved configuration is reached with. */
export async function savedSettings(
  { store, secretBox, ownCluster }: Means,
  organizationId: string,
  saved: Saved,
): Promise<ConnectionSettings> {
  const { id, reviewerMode, kubernetesHost, caCertificate, allowedAudience, encryptedReviewerJwt } = saved;
  if (reviewerMode === "own") return ownSettings(ownCluster, allowedAudience);
  const settings = { kubernetesHost, caCertificate, allowedAudience };
  if (encryptedReviewerJwt === null) return { ...settings, reviewer: { mode: "client" } };
  const jwt = await secretBox.openText(store, organizationId, reviewerJwtPlace(id), encryptedReviewerJwt);
  return { ...settings, reviewer: { mode: "jwt", jwt } };
}

/**
 * The same with what is typed in over it, `kubernetes_auth.not_found` when that names no host and none is saved. The
 * stored reviewer JWT belongs to the host and CA it was entered for: whoever may edit them could otherwise have it sent
 * to a server of theirs without saving anything. For the same reason Podpass's own account has no use for a typed host.
 */
export async function typedSettings(
  services: Means,
  organizationId: string,
  saved: Saved | null,
  typed: Typed,
): Promise<ConnectionSettings> {
  const allowedAudience = typed.allowedAudience ?? saved?.allowedAudience ?? "";
  const mode = chosenReviewerMode(saved?.reviewerMode, typed);
  if (mode === "own") return ownSettings(services.ownCluster, allowedAudience);
  const kubernetesHost = typed.kubernetesHost ?? saved?.kubernetesHost;
  if (kubernetesHost === undefined) throw new AppError("kubernetes_auth.not_found");
  if (kubernetesHost === "") throw invalidField("kubernetesHost", "Must not be empty");
  const settings = {
    kubernetesHost,
    caCertificate: typed.caCertificate ?? saved?.caCertificate ?? "",
    allowedAudience,
  };
  if (mode === "client") return { ...settings, reviewer: { mode: "client" } };
  if (typed.tokenReviewerJwt) return { ...settings, reviewer: { mode: "jwt", jwt: typed.tokenReviewerJwt } };
  if (!saved?.encryptedReviewerJwt) return { ...settings, reviewer: { mode: "client" } };
  const isRepointed = kubernetesHost !== saved.kubernetesHost || settings.caCertificate !== saved.caCertificate;
  if (isRepointed) return { ...settings, reviewer: { mode: "withheld" } };
  const { reviewer } = await savedSettings(services, organizationId, saved);
  return { ...settings, reviewer };
}

/** Whether all that is typed in is saved: then what is found out is the saved configuration's state. */
export function isSavedConfiguration(saved: Saved, typed: Typed): boolean {
  return (
    (typed.kubernetesHost ?? saved.kubernetesHost) === saved.kubernetesHost &&
    (typed.caCertificate ?? saved.caCertificate) === saved.caCertificate &&
    (typed.allowedAudience ?? saved.allowedAudience) === saved.allowedAudience &&
    chosenReviewerMode(saved.reviewerMode, typed) === saved.reviewerMode &&
    !typed.tokenReviewerJwt
  );
}

/** Podpass's own service account, at the one cluster it is for. */
async function ownSettings(ownCluster: OwnCluster, allowedAudience: string): Promise<ConnectionSettings> {
  const account = await ownCluster.read();
  if (!account.ok) {
    return {
      kubernetesHost: "",
      caCertificate: "",
      allowedAudience,
      reviewer: { mode: "missing", reason: account.reason },
    };
  }
  const { kubernetesHost, caCertificate, reviewerJwt } = account;
  return { kubernetesHost, caCertificate, allowedAudience, reviewer: { mode: "jwt", jwt: reviewerJwt } };
}
