import { z } from "zod";

const LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
const SUBDOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);

/** A DNS label, which every namespace's name is: https://kubernetes.io/docs/concepts/overview/working-with-objects/names */
export const NamespaceName = z
  .string()
  .trim()
  .min(1, "Must not be empty")
  .max(63, "Must be at most 63 characters")
  .regex(new RegExp(`^${LABEL}$`), "Must be lower-case letters, digits and hyphens between them");

/** A DNS subdomain, which every service account's name is; at most 253 characters, less where something is appended. */
export function serviceAccountName(maxLength = 253) {
  return z
    .string()
    .trim()
    .min(1, "Must not be empty")
    .max(maxLength, `Must be at most ${maxLength} characters`)
    .regex(SUBDOMAIN, "Must be lower-case letters, digits, and hyphens or dots between them");
}

/** What names a service account in a cluster. */
export interface ServiceAccountRef {
  namespace: string;
  name: string;
}

const AnyServiceAccountName = serviceAccountName();

/**
 * Reads `system:serviceaccount:<namespace>:<name>`, exactly four parts with valid names; null for everybody else.
 * https://kubernetes.io/docs/reference/access-authn-authz/authentication/#service-account-tokens
 */
export function parseServiceAccountUsername(username: string): ServiceAccountRef | null {
  const [system, kind, namespace = "", name = "", ...rest] = username.split(":");
  if (system !== "system" || kind !== "serviceaccount" || rest.length > 0) return null;
  // The schemas trim what people type; a cluster's word is taken as it is.
  const isNamespace = NamespaceName.safeParse(namespace).data === namespace;
  return isNamespace && AnyServiceAccountName.safeParse(name).data === name ? { namespace, name } : null;
}
