import {
  CreateOrganizationRoleInput,
  CreateProjectRoleInput,
  ListOrganizationRoleHoldersInput,
  ListProjectRoleHoldersInput,
  OrganizationRoleRef,
  ProjectRef,
  ProjectRoleRef,
  RoleHolderPage,
  RoleList,
  RoleOutput,
  UpdateOrganizationRoleInput,
  UpdateProjectRoleInput,
} from "@podpass/contracts";
import {
  createOrganizationRole,
  createProjectRole,
  deleteOrganizationRole,
  deleteProjectRole,
  listOrganizationRoleHolders,
  listOrganizationRoles,
  listProjectRoleHolders,
  listProjectRoles,
  updateOrganizationRole,
  updateProjectRole,
} from "@podpass/core";
import { procedure, router } from "./init.ts";

export const roleRouter = router({
  listOrganization: procedure.output(RoleList).query(({ ctx }) => listOrganizationRoles(ctx.useCase)),
  listProject: procedure
    .input(ProjectRef.strict())
    .output(RoleList)
    .query(({ ctx, input }) => listProjectRoles(ctx.useCase, input)),
  organizationHolders: procedure
    .input(ListOrganizationRoleHoldersInput.strict())
    .output(RoleHolderPage)
    .query(({ ctx, input }) => listOrganizationRoleHolders(ctx.useCase, input)),
  projectHolders: procedure
    .input(ListProjectRoleHoldersInput.strict())
    .output(RoleHolderPage)
    .query(({ ctx, input }) => listProjectRoleHolders(ctx.useCase, input)),
  createOrganization: procedure
    .input(CreateOrganizationRoleInput.strict())
    .output(RoleOutput)
    .mutation(({ ctx, input }) => createOrganizationRole(ctx.useCase, input)),
  createProject: procedure
    .input(CreateProjectRoleInput.strict())
    .output(RoleOutput)
    .mutation(({ ctx, input }) => createProjectRole(ctx.useCase, input)),
  updateOrganization: procedure
    .input(UpdateOrganizationRoleInput.strict())
    .output(RoleOutput)
    .mutation(({ ctx, input }) => updateOrganizationRole(ctx.useCase, input)),
  updateProject: procedure
    .input(UpdateProjectRoleInput.strict())
    .output(RoleOutput)
    .mutation(({ ctx, input }) => updateProjectRole(ctx.useCase, input)),
  deleteOrganization: procedure
    .input(OrganizationRoleRef.strict())
    .output(RoleOutput)
    .mutation(({ ctx, input }) => deleteOrganizationRole(ctx.useCase, input)),
  deleteProject: procedure
    .input(ProjectRoleRef.strict())
    .output(RoleOutput)
    .mutation(({ ctx, input }) => deleteProjectRole(ctx.useCase, input)),
});
