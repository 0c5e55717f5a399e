import { ANY_ROLE, both, KNOWN, organization, project } from "../needs.ts";
import { inProject, member, type Procedures, projectUser } from "./procedure.ts";

/** Projects, who is in them, their environments and tags. */
export const PROJECT_PROCEDURES: Procedures = {
  "project.list": { needs: KNOWN, input: () => ({}) },
  "project.get": { needs: ANY_ROLE, input: inProject },
  "project.reachable": { needs: KNOWN, input: ({ projectId }) => ({ projectIds: [projectId] }) },
  "project.create": { needs: organization("project:create"), input: () => ({ name: "New" }) },
  "project.update": { needs: project("project:edit"), input: (things) => ({ ...inProject(things), name: "Renamed" }) },
  "project.updateAuditRetention": {
    needs: both({ organization: "settings:edit", project: "project:edit" }),
    input: (things) => ({ ...inProject(things), auditRetentionDays: 30 }),
  },
  "project.delete": { needs: project("project:delete"), input: inProject },
  "projectMembership.listIdentities": { needs: project("identity:read"), input: inProject },
  "projectMembership.availableIdentities": { needs: project("identity:create"), input: inProject },
  "projectMembership.listUsers": { needs: project("member:read"), input: inProject },
  "projectMembership.addIdentity": {
    needs: project("identity:create"),
    input: ({ projectId, otherIdentityId: identityId, wanted }) => ({
      projectId,
      identityId,
      roles: [wanted.projectRole],
    }),
    isBounded: true,
  },
  "projectMembership.updateIdentity": {
    needs: project("identity:edit"),
    input: (things) => ({ ...member(things), roles: ["no-access"] }),
    isBounded: true,
  },
  "projectMembership.removeIdentity": { needs: project("identity:delete"), input: member, isBounded: true },

  "projectMembership.availableUsers": { needs: project("member:create"), input: inProject },
  "projectMembership.addUser": {
    needs: project("member:create"),
    input: ({ projectId, otherUserId: userId, wanted }) => ({ projectId, userId, roles: [wanted.projectRole] }),
    isBounded: true,
  },
  "projectMembership.updateUser": {
    needs: project("member:edit"),
    input: (things) => ({ ...projectUser(things), roles: ["no-access"] }),
    isBounded: true,
  },
  "projectMembership.removeUser": { needs: project("member:delete"), input: projectUser, isBounded: true },

  "environment.list": { needs: project("environments:read"), input: inProject },
  "environment.deletionImpact": {
    needs: project("environments:delete"),
    input: ({ projectId, environmentId }) => ({ projectId, environmentId }),
  },
  "environment.create": {
    needs: project("environments:create"),
    input: (things) => ({ ...inProject(things), name: "QA", slug: "qa" }),
  },
  "environment.update": {
    needs: project("environments:edit"),
    input: ({ projectId, environmentId }) => ({ projectId, environmentId, name: "Renamed" }),
  },
  "environment.delete": {
    needs: project("environments:delete"),
    input: ({ projectId, environmentId }) => ({ projectId, environmentId }),
  },
  "tag.list": { needs: project("tags:read"), input: inProject },
  "tag.create": { needs: project("tags:create"), input: (things) => ({ ...inProject(things), slug: "new" }) },
  "tag.update": {
    needs: project("tags:edit"),
    input: ({ projectId, tagId }) => ({ projectId, tagId, color: "#ff0000" }),
  },
  "tag.delete": { needs: project("tags:delete"), input: ({ projectId, tagId }) => ({ projectId, tagId }) },
};
