import { AttachUniversalAuthInput, ExistingTokens, hasTtlWithinMaxTtl } from "@podpass/contracts";
import { z } from "zod";
import { TTL_RULE } from "#components/access-token-policy/ttl-rule.ts";

/** The contract's fields and its rule that spans two; that rule speaks up even while another field is wrong. */
export const UniversalAuthForm = z.object(AttachUniversalAuthInput.shape).refine(hasTtlWithinMaxTtl, TTL_RULE);
export type UniversalAuthForm = z.output<typeof UniversalAuthForm>;

/** The same for a configuration that is changed, with what becomes of the tokens it issued. */
export const EditUniversalAuthForm = z
  .object({ ...AttachUniversalAuthInput.shape, existingTokens: ExistingTokens })
  .refine(hasTtlWithinMaxTtl, TTL_RULE);
export type EditUniversalAuthForm = z.output<typeof EditUniversalAuthForm>;
