import type { AccessTokenPolicy } from "@podpass/contracts";
import { z } from "zod";
import { WireNumber, WireText } from "./fields.ts";

/** Ranges as clients write them. */
export const TrustedIpsBody = z.array(z.object({ ipAddress: WireText }), "Must be a list of {ipAddress}");

/** The policy of the access tokens a login method issues, as clients write it. */
export const accessTokenPolicyBody = {
  accessTokenTTL: WireNumber.optional(),
  accessTokenMaxTTL: WireNumber.optional(),
  accessTokenNumUsesLimit: WireNumber.optional(),
  accessTokenTrustedIps: TrustedIpsBody.optional(),
};
type PolicyBody = z.output<z.ZodObject<typeof accessTokenPolicyBody>>;

export function fromAccessTokenPolicyBody(body: PolicyBody) {
  return {
    accessTokenTtlSeconds: body.accessTokenTTL,
    accessTokenMaxTtlSeconds: body.accessTokenMaxTTL,
    accessTokenMaxUses: body.accessTokenNumUsesLimit,
    accessTokenTrustedIps: fromTrustedIpsBody(body.accessTokenTrustedIps),
  };
}

export function fromTrustedIpsBody(ranges: z.output<typeof TrustedIpsBody> | undefined): string[] | undefined {
  return ranges?.map((range) => range.ipAddress);
}

/** A range as clients read it: Terraform puts address and prefix together again. */
const TrustedIpAnswer = z.object({
  type: z.enum(["ipv4", "ipv6"]),
  ipAddress: z.string(),
  prefix: z.int().optional(),
});
export const TrustedIpsAnswer = z.array(TrustedIpAnswer);

export const accessTokenPolicyAnswer = {
  accessTokenTTL: z.int(),
  accessTokenMaxTTL: z.int(),
  accessTokenNumUsesLimit: z.int(),
  accessTokenTrustedIps: TrustedIpsAnswer,
};

export function toAccessTokenPolicyAnswer(policy: AccessTokenPolicy) {
  return {
    accessTokenTTL: policy.accessTokenTtlSeconds,
    accessTokenMaxTTL: policy.accessTokenMaxTtlSeconds,
    accessTokenNumUsesLimit: policy.accessTokenMaxUses,
    accessTokenTrustedIps: policy.accessTokenTrustedIps.map(toTrustedIpAnswer),
  };
}

export function toTrustedIpAnswer(range: string): z.output<typeof TrustedIpAnswer> {
  const [ipAddress = range, prefix] = range.split("/");
  const type = ipAddress.includes(":") ? "ipv6" : "ipv4";
  return { type, ipAddress, ...(prefix === undefined ? {} : { prefix: Number(prefix) }) };
}
