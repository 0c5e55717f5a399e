import {
  AddProjectIdentityInput,
  AddProjectUserInput,
  AvailableIdentities,
  AvailableIdentitiesInput,
  AvailableUsers,
  AvailableUsersInput,
  IdentityMembershipOutput,
  IdentityMembershipPage,
  ListIdentityProjectsInput,
  ListProjectIdentitiesInput,
  ListProjectUsersInput,
  ProjectIdentityRef,
  ProjectUserRef,
  pageOf,
  UpdateProjectIdentityInput,
  UpdateProjectUserInput,
  UserMembershipOutput,
  UserMembershipPage,
} from "@podpass/contracts";
import {
  addProjectIdentity,
  addProjectUser,
  listAvailableIdentities,
  listAvailableUsers,
  listIdentityProjects,
  listProjectIdentities,
  listProjectUsers,
  removeProjectIdentity,
  removeProjectUser,
  updateProjectIdentity,
  updateProjectUser,
} from "@podpass/core";
import { procedure, router } from "./init.ts";

export const projectMembershipRouter = router({
  listIdentities: procedure
    .input(ListProjectIdentitiesInput.strict())
    .output(IdentityMembershipPage)
    .query(({ ctx, input }) => listProjectIdentities(ctx.useCase, input)),
  availableIdentities: procedure
    .input(AvailableIdentitiesInput.strict())
    .output(AvailableIdentities)
    .query(({ ctx, input }) => listAvailableIdentities(ctx.useCase, input)),
  addIdentity: procedure
    .input(AddProjectIdentityInput.strict())
    .output(IdentityMembershipOutput)
    .mutation(({ ctx, input }) => addProjectIdentity(ctx.useCase, input)),
  updateIdentity: procedure
    .input(UpdateProjectIdentityInput.strict())
    .output(IdentityMembershipOutput)
    .mutation(({ ctx, input }) => updateProjectIdentity(ctx.useCase, input)),
  removeIdentity: procedure
    .input(ProjectIdentityRef.strict())
    .output(IdentityMembershipOutput)
    .mutation(({ ctx, input }) => removeProjectIdentity(ctx.useCase, input)),
  listUsers: procedure
    .input(ListProjectUsersInput.strict())
    .output(UserMembershipPage)
    .query(({ ctx, input }) => listProjectUsers(ctx.useCase, input)),
  availableUsers: procedure
    .input(AvailableUsersInput.strict())
    .output(AvailableUsers)
    .query(({ ctx, input }) => listAvailableUsers(ctx.useCase, input)),
  addUser: procedure
    .input(AddProjectUserInput.strict())
    .output(UserMembershipOutput)
    .mutation(({ ctx, input }) => addProjectUser(ctx.useCase, input)),
  updateUser: procedure
    .input(UpdateProjectUserInput.strict())
    .output(UserMembershipOutput)
    .mutation(({ ctx, input }) => updateProjectUser(ctx.useCase, input)),
  removeUser: procedure
    .input(ProjectUserRef.strict())
    .output(UserMembershipOutput)
    .mutation(({ ctx, input }) => removeProjectUser(ctx.useCase, input)),
  listForIdentity: procedure
    .input(ListIdentityProjectsInput.strict())
    .output(pageOf(IdentityMembershipOutput))
    .query(({ ctx, input }) => listIdentityProjects(ctx.useCase, input)),
});
