import { z } from "zod";
import { parseAllowList } from "./allow-list.ts";

/** Something that may be saved and will likely not do what was meant. */
export const KubernetesAuthWarning = z.object({
  code: z.enum(["audience_with_client_reviewer", "cluster_fields_unused"]),
  /** The field to look at. */
  field: z.enum(["allowedAudience", "kubernetesHost"]),
  message: z.string(),
});
export type KubernetesAuthWarning = z.output<typeof KubernetesAuthWarning>;

interface Judged {
  reviewerMode: "stored" | "client" | "own";
  kubernetesHost: string;
  caCertificate: string;
  allowedAudience: string;
}

/** What whoever saves this configuration should hear. The form asks while it is filled in, the server when it saves. */
export function kubernetesAuthWarnings(config: Judged): KubernetesAuthWarning[] {
  const warnings: KubernetesAuthWarning[] = [];
  if (config.reviewerMode === "client" && parseAllowList(config.allowedAudience).length > 0) {
    warnings.push({
      code: "audience_with_client_reviewer",
      field: "allowedAudience",
      message:
        "A JWT issued for this audience alone is not accepted by the API server as its caller, so it cannot review " +
        "itself. Choose another reviewer, leave the audience empty, or issue JWTs for the API server's audience as well.",
    });
  }
  if (config.reviewerMode === "own" && (config.kubernetesHost !== "" || config.caCertificate !== "")) {
    warnings.push({
      code: "cluster_fields_unused",
      field: "kubernetesHost",
      message:
        "Podpass's own service account only ever asks the cluster that Podpass runs in: " +
        "Kubernetes Host and CA Certificate are kept, but not used.",
    });
  }
  return warnings;
}
