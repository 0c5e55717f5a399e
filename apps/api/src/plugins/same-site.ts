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
  const isOwnOrigin = origin === undefined || isSiteUrl || isOriginOf(origin, host);
  const isOwnSite = site === undefined || site === "same-origin" || site === "none";
  if (!isOwnOrigin || !isOwnSite) throw new AppError("request.cross_site", { reason: `origin ${origin ?? "-"}` });
}

/** A browser leaves the scheme's own port out of both; other clients may write it. */
function isOriginOf(origin: string, host: string | undefined): boolean {
  const url = URL.parse(origin);
  return url !== null && url.host !== "" && url.host === URL.parse(`${url.protocol}//${host}`)?.host;
}
