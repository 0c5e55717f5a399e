import type { OrganizationOutput } from "@podpass/contracts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** The caller's own organization; every member may know its name. */
export async function getOrganization(ctx: UseCaseContext): Promise<OrganizationOutput> {
  const organization = await ctx.store.organizations.findById(ctx.organizationId);
  if (!organization) throw new AppError("organization.not_found");
  return organization;
}
