import { z } from "zod";
import { Id } from "./fields/ids.ts";
import { Text } from "./fields/text.ts";
import { NamespaceName, serviceAccountName } from "./kubernetes-names.ts";
import { LoginCheck } from "./login-check.ts";

/** Far above what a login takes, so that one that is too long is explained rather than refused here. */
const MAX_PASTED_LENGTH = 65_536;

const around = {
  identityId: Id,
  /** Where the pod would come from; the address of whoever asks when it is left out or empty. */
  ipAddress: z.union([z.literal(""), z.ipv4(), z.ipv6()], "Must be an IP address").optional(),
};

/** A pod's JWT, which the cluster is asked about. */
export const TryJwtInput = z.strictObject({
  ...around,
  by: z.literal("jwt"),
  jwt: z.string().trim().min(1, "Paste a JWT").max(MAX_PASTED_LENGTH, "Must be at most 64 KB"),
});

/** A service account by name, which is held against the configured rules alone. */
export const TryServiceAccountInput = z.strictObject({
  ...around,
  by: z.literal("service_account"),
  namespace: NamespaceName,
  name: serviceAccountName(),
  /** Those its JWT would be made for. */
  audiences: z.array(Text.min(1, "Must not be empty").max(255)).max(20),
});

export const TryKubernetesLoginInput = z.discriminatedUnion("by", [TryJwtInput, TryServiceAccountInput]);
export type TryKubernetesLoginInput = z.output<typeof TryKubernetesLoginInput>;

export const TryKubernetesLoginOutput = z.object({
  /** `rules_pass`: nothing that is configured stands in the way, and the cluster was not asked. */
  outcome: z.enum(["let_in", "rules_pass", "refused"]),
  /** What the pod would be told, of the error catalog; null unless refused. */
  errorCode: z.string().nullable(),
  /** As in the record of a login; those that only the cluster can answer are not reached without a JWT. */
  checks: z.array(LoginCheck),
  /** Header and payload of the JWT as they say of themselves; null without one that can be read. */
  claims: z
    .object({ header: z.record(z.string(), z.unknown()), payload: z.record(z.string(), z.unknown()) })
    .nullable(),
  /** Null until it is proven. */
  serviceAccount: z.object({ namespace: z.string(), name: z.string(), uid: z.string() }).nullable(),
  /** What the pod would get. */
  accessToken: z.object({ ttlSeconds: z.number(), maxTtlSeconds: z.number(), maxUses: z.number() }),
});
export type TryKubernetesLoginOutput = z.output<typeof TryKubernetesLoginOutput>;
