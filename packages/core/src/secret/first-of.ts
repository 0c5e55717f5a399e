import type { SecretList, SecretOutput } from "@podpass/contracts";
import { AppError } from "../shared/app-error.ts";

/** The secret of a list that was asked to hold one. */
export function firstOf({ items: [secret] }: SecretList): SecretOutput {
  if (!secret) throw new AppError("secret.not_found");
  return secret;
}
