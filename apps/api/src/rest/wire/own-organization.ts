import { AppError, type UseCaseContext } from "@podpass/core";

/** A token works in one organization. Another one is `organization.not_found`, like anything of another tenant. */
export function assertOwnOrganization(ctx: UseCaseContext, organizationId: string | undefined): void {
  if (organizationId !== undefined && organizationId.toLowerCase() !== ctx.organizationId) {
    throw new AppError("organization.not_found", { reason: "another organization than the token's" });
  }
}
