import { AppError, type UseCaseContext } from "@podpass/core";

/** A token works in one organization. Whoever names another one is told what another tenant's things always are. */
export function assertOwnOrganization(ctx: UseCaseContext, organizationId: string | undefined): void {
  if (organizationId !== undefined && organizationId.toLowerCase() !== ctx.organizationId) {
    throw new AppError("organization.not_found", { reason: "another organization than the token's" });
  }
}
