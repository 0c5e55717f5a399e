import type { ErrorsOf } from "./error-definition.ts";
import { WHEN_AGAIN } from "./when-again.ts";

/** Secrets, and where they are. */
export const SECRET_ERRORS = {
  "secret.references_too_large": {
    kind: "conflict",
    name: "BadRequest",
    message: "The references in these secrets resolve to more than the server hands out at once",
  },
  "secret.too_much_at_once": {
    kind: "conflict",
    name: "BadRequest",
    message:
      "These secrets hold more than the 32 MB that are read at once. Ask for fewer: one folder without those below it, " +
      "no imports, or some by their names",
  },
  "secret.not_found": { kind: "not_found", name: "NotFound", message: "Secret not found" },
  "secret.already_exists": {
    kind: "conflict",
    name: "BadRequest",
    message: "Secret already exists",
  },
  "secret.changed_meanwhile": {
    kind: "conflict",
    name: "BadRequest",
    message: "The secret was changed by somebody else meanwhile. Reload and try again",
  },
  "secret_override.not_found": {
    kind: "not_found",
    name: "NotFound",
    message: "You have no value of your own for this secret",
  },
  "secret_override.not_a_person": {
    kind: "forbidden",
    name: "PermissionDenied",
    message: "Only people have values of their own",
  },
  "secret_import.not_found": { kind: "not_found", name: "NotFound", message: "Secret import not found" },
  "secret_import.already_exists": {
    kind: "conflict",
    name: "BadRequest",
    message: "The folder already imports this one",
  },
  "secret_import.cycle": {
    kind: "conflict",
    name: "BadRequest",
    message: "The import would lead back to the folder it is made in",
  },
  "folder.not_found": { kind: "not_found", name: "NotFound", message: "Folder not found" },
  "folder.name_taken": {
    kind: "conflict",
    name: "BadRequest",
    message: "A folder with this name already exists in this path",
  },
  "folder.is_root": {
    kind: "conflict",
    name: "BadRequest",
    message: "The root folder can be neither renamed nor deleted",
  },
  "event_subscription.too_many": {
    kind: "rate_limited",
    name: "RateLimitExceeded",
    message: `Too many event subscriptions are open. Close one${WHEN_AGAIN.orLater}`,
  },
  "event_subscription.missed": {
    kind: "unavailable",
    name: "ServiceUnavailable",
    message: "Events may have been missed. Read the secrets again, and subscribe anew",
  },
} as const satisfies ErrorsOf<"secret" | "secret_override" | "secret_import" | "folder" | "event_subscription">;
