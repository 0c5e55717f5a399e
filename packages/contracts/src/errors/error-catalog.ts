import { ACCOUNT_ERRORS } from "./account-errors.ts";
import { AUTH_ERRORS } from "./auth-errors.ts";
import { IDENTITY_ERRORS } from "./identity-errors.ts";
import { ORGANIZATION_ERRORS } from "./organization-errors.ts";
import { PROJECT_ERRORS } from "./project-errors.ts";
import { REQUEST_ERRORS } from "./request-errors.ts";
import { SECRET_ERRORS } from "./secret-errors.ts";

/** Every error a client can receive. Codes are stable; a code is `<noun>.<what happened>`. */
export const ERROR_CATALOG = {
  ...REQUEST_ERRORS,
  ...AUTH_ERRORS,
  ...IDENTITY_ERRORS,
  ...ACCOUNT_ERRORS,
  ...ORGANIZATION_ERRORS,
  ...PROJECT_ERRORS,
  ...SECRET_ERRORS,
} as const;

export type ErrorCode = keyof typeof ERROR_CATALOG;

/** One broken rule of one field. `path` is the field as the caller named it, dotted for nested ones. */
export interface FieldIssue {
  path: string;
  message: string;
}
