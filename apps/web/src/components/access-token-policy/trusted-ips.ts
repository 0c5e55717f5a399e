import { ANY_IP, IpOrCidr } from "@podpass/contracts";

/** What is wrong with an address or range, or null. */
export function trustedIpProblem(text: string): string | null {
  return IpOrCidr.safeParse(text).error?.issues[0]?.message ?? null;
}

/** Says in words where a list lets in from; null when the addresses speak for themselves. */
export function describeTrustedIps(trustedIps: readonly string[]): string | null {
  const [anyIpv4, anyIpv6] = ANY_IP.map((range) => trustedIps.includes(range));
  if (anyIpv4 && anyIpv6) return "Anywhere: every IPv4 and IPv6 address.";
  if (anyIpv4) return "Every IPv4 address; of IPv6 only the others in the list.";
  if (anyIpv6) return "Every IPv6 address; of IPv4 only the others in the list.";
  return null;
}
