import { accessTokenPolicyFields, TTL_ABOVE_MAX_TTL } from "@podpass/contracts";
import { z } from "zod";

const TtlPair = z.object(accessTokenPolicyFields).pick({ accessTokenTtlSeconds: true, accessTokenMaxTtlSeconds: true });

/** How a form refuses a TTL above its max TTL: as soon as both are good, even while a third field is wrong. */
export const TTL_RULE = {
  ...TTL_ABOVE_MAX_TTL,
  when: ({ value }: { value: unknown }) => TtlPair.safeParse(value).success,
};
