import { ConnectionCheckName, type ConnectionWarnings } from "@podpass/contracts";
import { DAY_MS } from "../shared/clock.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** How long before its end a reviewer JWT or a certificate is spoken of. */
const EXPIRY_NOTICE_DAYS = 14;
/** As many as a banner can hold; the rest is counted. */
const MAX_NAMED = 5;

/** The identities whose pods cannot log in, or soon will not be able to, as far as checks show it. One read. */
export async function listConnectionWarnings(ctx: UseCaseContext): Promise<ConnectionWarnings> {
  ctx.authorize("identity:read");
  const soon = new Date(ctx.clock.now().getTime() + EXPIRY_NOTICE_DAYS * DAY_MS);
  const rows = await ctx.store.kubernetesConnections.listTroubled(ctx.organizationId, soon, MAX_NAMED);
  const unlessLater = (at: Date | null) => (at !== null && at < soon ? at : null);
  return {
    items: rows.map(({ identityId, identityName, failedCheck, reviewerExpiresAt, certificateExpiresAt }) => ({
      identityId,
      identityName,
      failedCheck: failedCheck === null ? null : ConnectionCheckName.parse(failedCheck),
      reviewerExpiresAt: unlessLater(reviewerExpiresAt),
      certificateExpiresAt: unlessLater(certificateExpiresAt),
    })),
    totalCount: rows[0]?.totalCount ?? 0,
  };
}
