import { AttachTokenAuthInput, ExistingTokens, hasTtlWithinMaxTtl } from "@podpass/contracts";
import { z } from "zod";
import { TTL_RULE } from "#components/access-token-policy/ttl-rule.ts";

/** The contract's fields and its rule that spans two; that rule speaks up even while another field is wrong. */
export const TokenAuthForm = z.object(AttachTokenAuthInput.shape).refine(hasTtlWithinMaxTtl, TTL_RULE);
export type TokenAuthForm = z.output<typeof TokenAuthForm>;

/** The same for a configuration that is changed, with what becomes of the tokens it issued. */
export const EditTokenAuthForm = z
  .object({ ...AttachTokenAuthInput.shape, existingTokens: ExistingTokens })
  .refine(hasTtlWithinMaxTtl, TTL_RULE);
export type EditTokenAuthForm = z.output<typeof EditTokenAuthForm>;
