import type { IdentityMembershipOutput } from "@podpass/contracts";
import { z } from "zod";
import { WireFlag, WireText } from "../../wire/fields.ts";

/** Clients fill in the fields of a temporary role for permanent ones too; only the flag says which it is. */
const isTemporary = WireFlag.refine((flag) => !flag, "Must be false: temporary roles are not supported").optional();

export const RolesBody = z.array(z.object({ role: WireText, isTemporary }), "Must be a list of {role}");

export function fromRolesBody(roles: z.output<typeof RolesBody>): string[] {
  return roles.map(({ role }) => role);
}

const RoleAnswer = z.object({
  id: z.string(),
  role: z.string(),
  customRoleSlug: z.string().nullable(),
  customRoleName: z.string().nullable(),
  isTemporary: z.literal(false),
  temporaryMode: z.null(),
  temporaryRange: z.null(),
  temporaryAccessStartTime: z.null(),
  temporaryAccessEndTime: z.null(),
});

export const Membership = z.object({
  id: z.string(),
  identityId: z.string(),
  projectId: z.string(),
  createdAt: z.date(),
  updatedAt: z.date(),
  roles: z.array(RoleAnswer),
  identity: z.object({
    id: z.string(),
    name: z.string(),
    hasDeleteProtection: z.boolean(),
    authMethods: z.array(z.string()),
  }),
  project: z.object({ id: z.string(), name: z.string(), slug: z.string(), type: z.literal("secret-manager") }),
});

export const MembershipAnswer = z.object({ identityMembership: Membership });

export function toMembership(output: IdentityMembershipOutput): z.output<typeof Membership> {
  return {
    id: output.id,
    identityId: output.identity.id,
    projectId: output.project.id,
    createdAt: output.createdAt,
    updatedAt: output.updatedAt,
    roles: output.roles.map(toRoleAnswer),
    identity: output.identity,
    project: { ...output.project, type: "secret-manager" },
  };
}

/** A role made by people is called "custom", and its own name stands beside. */
function toRoleAnswer({ id, role, isCustom, name }: IdentityMembershipOutput["roles"][number]) {
  return {
    id,
    role: isCustom ? "custom" : role,
    customRoleSlug: isCustom ? role : null,
    customRoleName: isCustom ? name : null,
    isTemporary: false as const,
    temporaryMode: null,
    temporaryRange: null,
    temporaryAccessStartTime: null,
    temporaryAccessEndTime: null,
  };
}
