import { IdentityOutput } from "@podpass/contracts";
import { z } from "zod";

const Metadata = z.array(z.object({ id: z.string(), key: z.string(), value: z.string() }));

/** An identity as the answers to its making, change and deletion hold it. */
export const IdentityAnswer = z.object({
  identity: z.object({
    id: z.string(),
    name: z.string(),
    orgId: z.string(),
    /** The project that made the identity for itself; null for one of the organization. */
    projectId: z.string().nullable(),
    role: z.string(),
    hasDeleteProtection: z.boolean(),
    authMethods: z.array(z.string()),
    metadata: Metadata,
    createdAt: z.date(),
    updatedAt: z.date(),
  }),
});

export function toIdentityAnswer(output: IdentityOutput): z.output<typeof IdentityAnswer> {
  const { organizationId: orgId, project, customRole: _role, ...rest } = output;
  return { identity: { ...rest, orgId, projectId: project?.id ?? null } };
}

/** An identity as clients read it one by one and in lists: its membership of the organization, around it. */
export const OrganizationMembership = z.object({
  id: z.string(),
  identityId: z.string(),
  orgId: z.string(),
  role: z.string(),
  roleId: z.string().nullable(),
  customRole: IdentityOutput.shape.customRole,
  metadata: Metadata,
  lastLoginAuthMethod: z.string().nullable(),
  lastLoginTime: z.date().nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
  identity: z.object({
    id: z.string(),
    name: z.string(),
    orgId: z.string(),
    projectId: z.string().nullable(),
    hasDeleteProtection: z.boolean(),
    authMethods: z.array(z.string()),
    activeLockoutAuthMethods: z.array(z.string()),
  }),
});

/** A part of the organization's identities, and how many there are in all. */
export const MembershipList = z.object({ identities: z.array(OrganizationMembership), totalCount: z.int() });

export function toOrganizationMembership(output: IdentityOutput): z.output<typeof OrganizationMembership> {
  const { id, name, organizationId: orgId, hasDeleteProtection, authMethods } = output;
  return {
    id: output.membershipId,
    identityId: id,
    orgId,
    role: output.role,
    roleId: output.customRole?.id ?? null,
    customRole: output.customRole,
    metadata: output.metadata,
    lastLoginAuthMethod: output.lastLoginAuthMethod,
    lastLoginTime: output.lastLoginAt,
    createdAt: output.createdAt,
    updatedAt: output.updatedAt,
    identity: {
      id,
      name,
      orgId,
      projectId: output.project?.id ?? null,
      hasDeleteProtection,
      authMethods,
      activeLockoutAuthMethods: [],
    },
  };
}
