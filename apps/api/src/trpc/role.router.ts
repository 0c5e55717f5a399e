import { ProjectRef, RoleList } from "@podpass/contracts";
import { listOrganizationRoles, listProjectRoles } from "@podpass/core";
import { procedure, router } from "./init.ts";

export const roleRouter = router({
  listOrganization: procedure.output(RoleList).query(({ ctx }) => listOrganizationRoles(ctx.useCase)),
  listProject: procedure
    .input(ProjectRef.strict())
    .output(RoleList)
    .query(({ ctx, input }) => listProjectRoles(ctx.useCase, input)),
});
