import type { ErrorsOf } from "./error-definition.ts";

/** A person's own account. */
export const ACCOUNT_ERRORS = {
  "account.not_found": { kind: "not_found", name: "NotFound", message: "This account does not exist" },
  "account.not_linked": {
    kind: "not_found",
    name: "NotFound",
    message: "This account is not linked to a sign-in service",
  },
  "account.has_no_password": {
    kind: "conflict",
    name: "BadRequest",
    message: "This account has no password: it signs in elsewhere",
  },
  "second_factor.already_enabled": {
    kind: "conflict",
    name: "BadRequest",
    message: "Two-factor authentication is enabled already",
  },
  "second_factor.not_found": { kind: "not_found", name: "NotFound", message: "This account has no second factor" },
  "second_factor.own_first": {
    kind: "conflict",
    name: "BadRequest",
    message: "Set up a second factor of your own before you require one of others",
  },
  "password_reset.mail_off": {
    kind: "conflict",
    name: "BadRequest",
    message: "This server sends no mail. Ask whoever runs it for a link",
  },
  "password_reset.over": {
    kind: "conflict",
    name: "BadRequest",
    message: "This link was used already, was replaced by a newer one, or is older than an hour. Ask for another",
  },
} as const satisfies ErrorsOf<"account" | "second_factor" | "password_reset">;
