import type { CheckKubernetesConnectionInput } from "@podpass/contracts";
import type { KubernetesAuthRow } from "../kubernetes-auth/kubernetes-auth.repository.ts";
import { reviewerJwtPlace } from "../kubernetes-auth/kubernetes-auth-output.ts";
import { AppError } from "../shared/app-error.ts";
import type { Services } from "../shared/use-case-context.ts";
import type { ConnectionSettings } from "./look-at-connection.ts";

type Saved = Pick<
  KubernetesAuthRow,
  "id" | "kubernetesHost" | "caCertificate" | "allowedAudience" | "encryptedReviewerJwt"
>;
type Typed = Omit<CheckKubernetesConnectionInput, "identityId">;

/** What a saved configuration is reached with. */
export async function savedSettings(
  { store, secretBox }: Pick<Services, "store" | "secretBox">,
  organizationId: string,
  saved: Saved,
): Promise<ConnectionSettings> {
  const { id, kubernetesHost, caCertificate, allowedAudience, encryptedReviewerJwt } = saved;
  const settings = { kubernetesHost, caCertificate, allowedAudience };
  if (encryptedReviewerJwt === null) return { ...settings, reviewer: { mode: "client" } };
  const jwt = await secretBox.openText(store, organizationId, reviewerJwtPlace(id), encryptedReviewerJwt);
  return { ...settings, reviewer: { mode: "jwt", jwt } };
}

/**
 * The same with what is typed in over it, `kubernetes_auth.not_found` when that names no host and none is saved. The
 * stored reviewer JWT belongs to the host and CA it was entered for: whoever may edit them could otherwise have it sent
 * to a server of theirs without saving anything.
 */
export async function typedSettings(
  services: Pick<Services, "store" | "secretBox">,
  organizationId: string,
  saved: Saved | null,
  typed: Typed,
): Promise<ConnectionSettings> {
  const kubernetesHost = typed.kubernetesHost ?? saved?.kubernetesHost;
  if (kubernetesHost === undefined) throw new AppError("kubernetes_auth.not_found");
  const settings = {
    kubernetesHost,
    caCertificate: typed.caCertificate ?? saved?.caCertificate ?? "",
    allowedAudience: typed.allowedAudience ?? saved?.allowedAudience ?? "",
  };
  if (typed.tokenReviewerJwt) return { ...settings, reviewer: { mode: "jwt", jwt: typed.tokenReviewerJwt } };
  if (typed.tokenReviewerJwt === null || !saved?.encryptedReviewerJwt)
    return { ...settings, reviewer: { mode: "client" } };
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
    (typed.tokenReviewerJwt === null ? saved.encryptedReviewerJwt === null : !typed.tokenReviewerJwt)
  );
}
