import { type IdentityMembershipOutput, type MembershipRole, RoleGrant } from "@podpass/contracts";
import { invalidField } from "@podpass/core";
import { z } from "zod";
import { WireFlag, WireText } from "../../wire/fields.ts";

/**
 * A role as clients give it. They fill in the fields of a temporary role for permanent ones too; only the flag says which
 * it is. A window of mode "relative" is so long; one of mode "absolute", which Infisical does not have, has an end.
 */
const RoleEntry = z.object({
  role: WireText,
  isTemporary: WireFlag.optional(),
  temporaryMode: WireText.nullish(),
  temporaryRange: WireText.nullish(),
  temporaryAccessStartTime: WireText.nullish(),
  temporaryAccessEndTime: WireText.nullish(),
});
export const RolesBody = z.array(RoleEntry, "Must be a list of {role}");

/** What the contract calls these fields. */
const ENTRY_NAMES = {
  windowLength: "temporaryRange",
  startsAt: "temporaryAccessStartTime",
  endsAt: "temporaryAccessEndTime",
};

/** The roles to give, checked by the contract; what it refuses is named as the caller wrote it. */
export function fromRolesBody(roles: z.output<typeof RolesBody>): RoleGrant[] {
  return roles.map(({ role, isTemporary, temporaryMode, ...window }, index) => {
    if (!isTemporary) return role;
    const startsAt = window.temporaryAccessStartTime ?? undefined;
    const until =
      temporaryMode === "absolute"
        ? { endsAt: window.temporaryAccessEndTime ?? "" }
        : { windowLength: window.temporaryRange ?? "" };
    const grant = RoleGrant.safeParse({ role, ...until, ...(startsAt === undefined ? {} : { startsAt }) });
    if (grant.success) return grant.data;
    const { path = [], message = "" } = grant.error.issues[0] ?? {};
    const field = String(path[0] ?? "role");
    const name = Object.entries(ENTRY_NAMES).find(([own]) => own === field)?.[1] ?? field;
    throw invalidField(`roles.${index}.${name}`, message);
  });
}

const RoleAnswer = z.object({
  id: z.string(),
  role: z.string(),
  customRoleId: z.string().nullable(),
  customRoleSlug: z.string().nullable(),
  customRoleName: z.string().nullable(),
  isTemporary: z.boolean(),
  temporaryMode: z.enum(["relative", "absolute"]).nullable(),
  temporaryRange: z.string().nullable(),
  temporaryAccessStartTime: z.date().nullable(),
  temporaryAccessEndTime: z.date().nullable(),
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
function toRoleAnswer({ id, role, isCustom, customRoleId, name, window }: MembershipRole): z.output<typeof RoleAnswer> {
  return {
    id,
    role: isCustom ? "custom" : role,
    customRoleId,
    customRoleSlug: isCustom ? role : null,
    customRoleName: isCustom ? name : null,
    isTemporary: window !== null,
    temporaryMode: window && (window.windowLength === null ? "absolute" : "relative"),
    temporaryRange: window?.windowLength ?? null,
    temporaryAccessStartTime: window?.startsAt ?? null,
    temporaryAccessEndTime: window?.endsAt ?? null,
  };
}
