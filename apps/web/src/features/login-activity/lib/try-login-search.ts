import { z } from "zod";

/** What the dry run keeps in its URL. Never a JWT. */
export const TryLoginSearch = z.object({
  by: z.enum(["jwt", "service_account"]).optional().catch(undefined),
  namespace: z.string().max(63).optional().catch(undefined),
  name: z.string().max(253).optional().catch(undefined),
});
export type TryLoginSearch = z.output<typeof TryLoginSearch>;
