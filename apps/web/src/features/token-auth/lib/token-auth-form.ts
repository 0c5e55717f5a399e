import {
  AttachTokenAuthInput,
  accessTokenPolicyFields,
  hasTtlWithinMaxTtl,
  TTL_ABOVE_MAX_TTL,
} from "@podpass/contracts";
import { z } from "zod";

const TtlPair = z.object(accessTokenPolicyFields).pick({ accessTokenTtlSeconds: true, accessTokenMaxTtlSeconds: true });

/** The contract's fields and its rule that spans two; that rule speaks up even while another field is wrong. */
export const TokenAuthForm = z.object(AttachTokenAuthInput.shape).refine(hasTtlWithinMaxTtl, {
  ...TTL_ABOVE_MAX_TTL,
  when: ({ value }) => TtlPair.safeParse(value).success,
});
export type TokenAuthForm = z.output<typeof TokenAuthForm>;
