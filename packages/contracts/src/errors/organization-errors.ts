import type { ErrorsOf } from "./error-definition.ts";

/** The organization, its people and its roles. */
export const ORGANIZATION_ERRORS = {
  "setup.already_done": {
    kind: "conflict",
    name: "BadRequest",
    message: "This instance has already been set up",
  },
  "organization.not_found": { kind: "not_found", name: "NotFound", message: "Organization not found" },
  "organization.machine_access_disabled": {
    kind: "conflict",
    name: "BadRequest",
    message: "Machine access of this organization is disabled: its identities get no access tokens until it is enabled",
  },
  "organization.slug_taken": { kind: "conflict", name: "BadRequest", message: "This slug is not available" },
  "member.already_exists": { kind: "conflict", name: "BadRequest", message: "This person is a member already" },
  "member.not_found": { kind: "not_found", name: "NotFound", message: "User is not a member of this organization" },
  "member.last_admin": {
    kind: "conflict",
    name: "BadRequest",
    message: "An organization needs an active administrator for good. Make somebody else one first",
  },
  "member.own": {
    kind: "conflict",
    name: "BadRequest",
    message: "You can't deactivate or remove yourself. Leave the organization instead",
  },
  "member.own_access": {
    kind: "conflict",
    name: "BadRequest",
    message: "You can't do this for yourself. Your account page has what is yours; otherwise ask another administrator",
  },
  "member.elsewhere": {
    kind: "forbidden",
    name: "ForbiddenError",
    message:
      "This person belongs to another organization too, which you do not administer. Ask whoever runs this server to do it",
  },
  "invitation.not_found": { kind: "not_found", name: "NotFound", message: "Invitation not found" },
  "invitation.not_valid": {
    kind: "not_found",
    name: "NotFound",
    message: "This invitation is not valid: it was used or withdrawn, or its time is over. Ask for a new one",
  },
  "invitation.already_exists": {
    kind: "conflict",
    name: "BadRequest",
    message: "This address is invited already. Make a new link for that invitation, or withdraw it",
  },
  "invitation.sign_in_first": {
    kind: "conflict",
    name: "BadRequest",
    message: "This address has an account here. Sign in with it to accept the invitation",
  },
  "invitation.other_address": {
    kind: "forbidden",
    name: "ForbiddenError",
    message: "This invitation is for another address. Sign in with the one it was made for",
  },
  "role.not_found": { kind: "not_found", name: "NotFound", message: "Role not found" },
  "role.slug_taken": { kind: "conflict", name: "BadRequest", message: "A role with this slug already exists" },
  "role.changed_meanwhile": {
    kind: "conflict",
    name: "BadRequest",
    message: "The role was changed by somebody else meanwhile. Reload and try again",
  },
  "role.in_use": {
    kind: "conflict",
    name: "BadRequest",
    message: "The role is held by somebody. Take it from them first",
  },
  "audit.event_not_found": { kind: "not_found", name: "NotFound", message: "Audit event not found" },
} as const satisfies ErrorsOf<"setup" | "organization" | "member" | "invitation" | "role" | "audit">;
