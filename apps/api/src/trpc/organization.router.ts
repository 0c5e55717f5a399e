import { CreateOrganizationInput, OrganizationOutput, UpdateOrganizationInput } from "@podpass/contracts";
import {
  createOrganization,
  disableOrganization,
  enableOrganization,
  getOrganization,
  leaveOrganization,
  updateOrganization,
} from "@podpass/core";
import { procedure, router } from "./init.ts";

export const organizationRouter = router({
  get: procedure.output(OrganizationOutput).query(({ ctx }) => getOrganization(ctx.useCase)),
  create: procedure
    .input(CreateOrganizationInput.strict())
    .output(OrganizationOutput)
    .mutation(({ ctx, input }) => createOrganization(ctx.useCase, input)),
  disable: procedure.output(OrganizationOutput).mutation(({ ctx }) => disableOrganization(ctx.useCase)),
  enable: procedure.output(OrganizationOutput).mutation(({ ctx }) => enableOrganization(ctx.useCase)),
  leave: procedure.mutation(({ ctx }) => leaveOrganization(ctx.useCase)),
  update: procedure
    .input(UpdateOrganizationInput.strict())
    .output(OrganizationOutput)
    .mutation(({ ctx, input }) => updateOrganization(ctx.useCase, input)),
});
