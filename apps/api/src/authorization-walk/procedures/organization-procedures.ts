import { ANYBODY, KNOWN, organization } from "../needs.ts";
import { WALKERS_INVITATION } from "../walker.ts";
import { invitation, type Procedures, person } from "./procedure.ts";

/** The organization, its people, and what was done in it. */
export const ORGANIZATION_PROCEDURES: Procedures = {
  "organization.get": { needs: KNOWN },
  "organization.update": { needs: organization("settings:edit"), input: () => ({ name: "Renamed" }) },
  "organization.disable": { needs: organization("settings:edit") },
  "organization.enable": { needs: organization("settings:edit") },
  "organization.create": { needs: organization("organization:create"), input: () => ({ name: "Another" }) },
  "organization.leave": { needs: KNOWN },
  "member.list": { needs: organization("member:read"), input: () => ({}) },
  "member.update": {
    needs: organization("member:edit"),
    input: ({ memberId, wanted }) => ({ memberId, roles: [wanted.organizationRole] }),
    isBounded: true,
  },
  "member.deactivate": { needs: organization("member:edit"), input: person, isBounded: true },
  "member.reactivate": { needs: organization("member:edit"), input: person, isBounded: true },
  "member.unlock": { needs: organization("member:edit"), input: person, isBounded: true },
  "member.resetSecondFactor": { needs: organization("member:edit"), input: person, isBounded: true },
  "member.remove": { needs: organization("member:delete"), input: person, isBounded: true },
  "invitation.list": { needs: organization("member:read"), input: () => ({}) },
  "invitation.create": {
    needs: organization("member:create"),
    input: ({ wanted }) => ({ email: "new@example.com", roles: [wanted.organizationRole] }),
    isBounded: true,
  },
  "invitation.resend": { needs: organization("member:create"), input: invitation, isBounded: true },
  "invitation.withdraw": { needs: organization("member:create"), input: invitation, isBounded: true },
  "invitation.show": { needs: ANYBODY },
  "invitation.accept": { needs: ANYBODY },
  "invitation.join": { needs: KNOWN, input: () => WALKERS_INVITATION },
  "audit.list": { needs: organization("audit-logs:read"), input: () => ({}) },
  "audit.get": { needs: organization("audit-logs:read"), input: ({ auditEventId: eventId }) => ({ eventId }) },
  "audit.getProject": { needs: organization("audit-logs:read"), input: ({ projectId }) => ({ projectId }) },
  "audit.verify": { needs: organization("audit-logs:read") },
  "loginAttempt.list": { needs: organization("audit-logs:read"), input: () => ({}) },
  "loginAttempt.get": { needs: organization("audit-logs:read"), input: ({ loginAttemptId }) => ({ loginAttemptId }) },
};
