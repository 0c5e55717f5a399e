import { lookup as dnsLookup, type LookupAddress } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { matchesGlob } from "@podpass/contracts";

/** Which addresses the server may connect to as a Kubernetes API server. */
export interface AddressPolicy {
  /** Why a host may not be connected to, judged by its name or literal address; null when nothing speaks against it. */
  hostProblem(hostname: string): string | null;
  /** Resolves once and hands on only what was judged, so that a second DNS answer changes nothing. */
  lookupFor(hostname: string): LookupFunction;
}

export class AddressRefusedError extends Error {}

/** Link-local ranges (RFC 3927, RFC 4291) and the addresses clouds serve instance credentials from. */
const FORBIDDEN_RANGES: readonly (readonly [string, number])[] = [
  ["169.254.0.0", 16],
  ["100.100.100.200", 32],
  ["168.63.129.16", 32],
  ["192.0.0.192", 32],
  ["fe80::", 10],
  // Amazon's services on the instance: metadata, and the credentials of EKS pods.
  ["fd00:ec2::", 32],
  // Google's metadata server.
  ["fd20:ce::254", 128],
  // IPv4 behind a NAT64 gateway (RFC 6052): the link-local range again.
  ["64:ff9b::a9fe:0", 112],
];

function blockListOf(ranges: Iterable<readonly [string, number]>): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of ranges) list.addSubnet(network, prefix, isIP(network) === 6 ? "ipv6" : "ipv4");
  return list;
}

function contains(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** `allowedHosts`: CIDR ranges, addresses and host names (`*` and `?` allowed in names); empty allows every host. */
export function createAddressPolicy(allowedHosts: readonly string[]): AddressPolicy {
  const forbidden = blockListOf(FORBIDDEN_RANGES);
  const allowedRanges = blockListOf(
    allowedHosts.flatMap((entry): [string, number][] => {
      const [network = "", prefix] = entry.split("/");
      const family = isIP(network);
      return family === 0 ? [] : [[network, prefix === undefined ? (family === 6 ? 128 : 32) : Number(prefix)]];
    }),
  );
  const allowedNames = allowedHosts.filter((entry) => isIP(entry.split("/")[0] ?? "") === 0);

  const isNameAllowed = (hostname: string) =>
    allowedHosts.length === 0 || allowedNames.some((pattern) => matchesGlob(pattern.toLowerCase(), hostname));

  function addressProblem(hostname: string, address: string): string | null {
    if (contains(forbidden, address)) return `${address} is a link-local or metadata address`;
    if (isNameAllowed(hostname) || contains(allowedRanges, address)) return null;
    return `${hostname} (${address}) is not in ALLOWED_KUBERNETES_HOSTS`;
  }

  return {
    hostProblem(hostname) {
      const address = hostname.replace(/^\[|\]$/g, "");
      return isIP(address) === 0 ? null : addressProblem(address, address);
    },
    lookupFor(hostname) {
      return (name, options, callback) => {
        dnsLookup(name, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
          if (error) return callback(error, "");
          const problem = addresses
            .map(({ address }) => addressProblem(hostname, address))
            .find((found) => found !== null);
          if (problem) return callback(new AddressRefusedError(problem), "");
          const first = addresses[0];
          if (options.all || !first) return callback(null, addresses);
          return callback(null, first.address, first.family);
        });
      };
    },
  };
}
