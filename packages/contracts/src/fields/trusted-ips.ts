import { z } from "zod";

export const IpOrCidr = z
  .string()
  .trim()
  .pipe(
    z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
      error: "The IP is not a valid IPv4, IPv6, or CIDR block",
    }),
  );

/** Addresses or CIDR ranges of either family; at least one. */
export const TrustedIps = z.array(IpOrCidr).min(1, "Name at least one IP or CIDR range").max(100);

/** Any address of either family: the default. */
export const ANY_IP: readonly string[] = ["0.0.0.0/0", "::/0"];
