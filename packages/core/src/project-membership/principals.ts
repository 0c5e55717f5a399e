import type { IdentityMembershipOutput, UserMembershipOutput } from "@podpass/contracts";
import { loadIdentity } from "../identity/identity-output.ts";
import { toMembershipRole } from "../role/membership-role.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import { toMembershipOutput } from "./membership-output.ts";
import type { IdentityMembershipRow, UserMembershipRow } from "./project-membership.repository.ts";

/** Who a membership of a project is of, and how such memberships are found and shown. */
export interface Principal<Row, Output> {
  type: "user" | "identity";
  id: string;
  /** The subject of the permissions that decide. */
  subject: "member" | "identity";
  key: { userId: string } | { identityId: string };
  /** Throws unless the organization has the principal, and keeps it there until the transaction ends. */
  assertExists(tx: Store, organizationId: string): Promise<unknown>;
  /** The membership of the project, or `project_membership.not_found`. */
  find(tx: Store, projectId: string): Promise<Row>;
  toOutput(row: Row): Output;
}

export function identityPrincipal(id: string): Principal<IdentityMembershipRow, IdentityMembershipOutput> {
  return {
    type: "identity",
    id,
    subject: "identity",
    key: { identityId: id },
    assertExists: (tx, organizationId) => loadIdentity(tx, id, organizationId),
    async find(tx, projectId) {
      const row = await tx.projectMemberships.findOfIdentity(projectId, id);
      if (!row) throw new AppError("project_membership.not_found");
      return row;
    },
    toOutput: toMembershipOutput,
  };
}

export function userPrincipal(id: string): Principal<UserMembershipRow, UserMembershipOutput> {
  return {
    type: "user",
    id,
    subject: "member",
    key: { userId: id },
    async assertExists(tx, organizationId) {
      await tx.members.keepIn(organizationId, id);
      const member = await tx.members.findOfUser(organizationId, id);
      if (!member || member.deactivatedAt !== null) throw new AppError("member.not_found");
    },
    async find(tx, projectId) {
      const row = await tx.projectMemberships.findOfUser(projectId, id);
      if (row) return row;
      throw new AppError("project_membership.not_found", { message: "The user is not a member of this project" });
    },
    toOutput: ({ roles, ...row }) => ({ ...row, roles: roles.map((role) => toMembershipRole("project", role)) }),
  };
}
