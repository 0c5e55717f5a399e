import { organization, project } from "../needs.ts";
import { inProject, type Procedures } from "./procedure.ts";

/** The roles of the organization and of its projects. */
export const ROLE_PROCEDURES: Procedures = {
  "role.listOrganization": { needs: organization("role:read") },
  "role.organizationHolders": {
    needs: organization("role:read", "member:read", "identity:read"),
    input: () => ({ slug: "admin" }),
  },
  "role.createOrganization": {
    needs: organization("role:create"),
    input: ({ wanted }) => ({ slug: "new", name: "New", rules: wanted.organizationRules }),
    isBounded: true,
  },
  "role.updateOrganization": {
    needs: organization("role:edit"),
    input: ({ organizationRoleId: roleId }) => ({ roleId, name: "Renamed" }),
    isBounded: true,
  },
  "role.deleteOrganization": {
    needs: organization("role:delete"),
    input: ({ organizationRoleId: roleId }) => ({ roleId }),
    isBounded: true,
  },
  "role.listProject": { needs: project("role:read"), input: inProject },
  "role.projectHolders": {
    needs: project("role:read", "member:read", "identity:read"),
    input: (things) => ({ ...inProject(things), slug: "admin" }),
  },
  "role.createProject": {
    needs: project("role:create"),
    input: (things) => ({ ...inProject(things), slug: "new", name: "New", rules: things.wanted.projectRules }),
    isBounded: true,
  },
  "role.updateProject": {
    needs: project("role:edit"),
    input: ({ projectId, projectRoleId: roleId }) => ({ projectId, roleId, name: "Renamed" }),
    isBounded: true,
  },
  "role.deleteProject": {
    needs: project("role:delete"),
    input: ({ projectId, projectRoleId: roleId }) => ({ projectId, roleId }),
    isBounded: true,
  },
};
