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
