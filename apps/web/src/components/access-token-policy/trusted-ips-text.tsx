import { describeTrustedIps } from "#components/access-token-policy/trusted-ips.ts";

/** Trusted IPs to read: the ranges, and in words what they come to. */
export function TrustedIpsText({ trustedIps }: { trustedIps: readonly string[] }) {
  const words = describeTrustedIps(trustedIps);
  return (
    <>
      <code className="font-mono text-[0.8125rem]">{trustedIps.join(", ")}</code>
      {words && <span className="block text-muted">{words}</span>}
    </>
  );
}
