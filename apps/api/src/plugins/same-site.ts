import { AppError } from "@podpass/core";
import type { FastifyRequest } from "fastify";

/**
 * Browsers name the page a request comes from in Origin (Fetch standard) and Sec-Fetch-Site; both must be this site,
 * which is the address the request went to and `siteUrl`. Clients that are no browsers send neither.
 */
export function assertSameSite(request: FastifyRequest, siteUrl?: string): void {
  const { origin, host } = request.headers;
  const site = request.headers["sec-fetch-site"];
  const isSiteUrl = siteUrl !== undefined && origin === new URL(siteUrl).origin;
  const isOwnOrigin = origin === undefined || isSiteUrl || hostOf(origin) === host;
  const isOwnSite = site === undefined || site === "same-origin" || site === "none";
  if (!isOwnOrigin || !isOwnSite) throw new AppError("request.cross_site", { reason: `origin ${origin ?? "-"}` });
}

function hostOf(origin: string): string | null {
  return URL.parse(origin)?.host ?? null;
}
