import { OrganizationOutput, UpdateOrganizationInput } from "@podpass/contracts";
import {
  disableOrganization,
  enableOrganization,
  getOrganization,
  leaveOrganization,
  updateOrganization,
} from "@podpass/core";
import { procedure, router } from "./init.ts";

export const organizationRouter = router({
  get: procedure.output(OrganizationOutput).query(({ ctx }) => getOrganization(ctx.useCase)),
  disable: procedure.output(OrganizationOutput).mutation(({ ctx }) => disableOrganization(ctx.useCase)),
  enable: procedure.output(OrganizationOutput).mutation(({ ctx }) => enableOrganization(ctx.useCase)),
  leave: procedure.mutation(({ ctx }) => leaveOrganization(ctx.useCase)),
  update: procedure
    .input(UpdateOrganizationInput.strict())
    .output(OrganizationOutput)
    .mutation(({ ctx, input }) => updateOrganization(ctx.useCase, input)),
});
