import type { AccessTokenPolicy } from "@podpass/contracts";
import { TrustedIpsText } from "#components/access-token-policy/trusted-ips-text.tsx";
import { Detail } from "#components/detail-list.tsx";
import { formatDuration } from "#lib/duration.ts";

/** The same fields to read, inside a DetailList. */
export function AccessTokenPolicyDetails({ policy }: { policy: AccessTokenPolicy }) {
  return (
    <>
      <Detail label="Access Token TTL">
        <DurationText seconds={policy.accessTokenTtlSeconds} />
      </Detail>
      <Detail label="Access Token Max TTL">
        <DurationText seconds={policy.accessTokenMaxTtlSeconds} />
      </Detail>
      <Detail label="Access Token Max Number of Uses">
        {policy.accessTokenMaxUses === 0 ? "Unlimited" : policy.accessTokenMaxUses.toLocaleString("en")}
      </Detail>
      <Detail label="Access Token Trusted IPs">
        <TrustedIpsText trustedIps={policy.accessTokenTrustedIps} />
      </Detail>
    </>
  );
}

function DurationText({ seconds }: { seconds: number }) {
  return (
    <>
      {formatDuration(seconds)} <span className="text-muted">({seconds.toLocaleString("en")} seconds)</span>
    </>
  );
}
