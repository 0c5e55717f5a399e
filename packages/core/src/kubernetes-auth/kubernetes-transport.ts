import { LRUCache } from "lru-cache";
import { Pool } from "undici";
import { memoized } from "../shared/memoized.ts";
import type { AddressPolicy } from "./address-policy.ts";
import type { ReviewTarget } from "./token-review.gateway.ts";

/** A whole review, from connecting to the last byte. */
export const DEFAULT_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** A TokenReview is about 2 KB. */
const MAX_RESPONSE_BYTES = 65_536;
const MAX_CONNECTIONS_PER_CONFIGURATION = 64;
const KEEP_ALIVE_MS = 30_000;
const MAX_POOLS = 1000;

/** What failed before the whole answer was there. */
export class TransportError extends Error {}

export interface ApiServerRequest {
  /** Below the host's own path: a proxy may serve a cluster at one. */
  path: string;
  bearerJwt: string;
  body: unknown;
}

export interface ApiServerAnswer {
  status: number;
  contentType: string;
  text: string;
}

/** Told the time an API server says it is (RFC 9110 section 6.6.1), null when it does not, for each of its answers. */
export type OnAnswer = (serverTime: Date | null) => void;

/**
 * HTTP to API servers: one undici pool for each configuration and version, kept alive, always verified, without redirects
 * (undici's `request` follows none), bounded in time and size.
 */
export function createKubernetesTransport(addressPolicy: AddressPolicy, timeoutMs: number, onAnswer?: OnAnswer) {
  const pools = new LRUCache<string, Pool>({
    max: MAX_POOLS,
    dispose: (pool, _key, reason) => {
      // Requests in flight are finished; new ones get a new pool. At the end `close` destroys: a pool that closes
      // has already let go of its connections and would leave them to their timeouts.
      if (reason === "evict") void pool.close();
    },
  });

  function poolFor(target: ReviewTarget, baseUrl: string): Pool {
    // The host and CA of Podpass's own cluster can change without a new version of the configuration.
    const key = JSON.stringify([target.configurationId, target.configurationVersion, baseUrl, target.caCertificate]);
    const known = pools.get(key);
    if (known) return known;
    const { origin, hostname } = new URL(baseUrl);
    const pool = new Pool(origin, {
      connections: MAX_CONNECTIONS_PER_CONFIGURATION,
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      maxResponseSize: MAX_RESPONSE_BYTES,
      connect: {
        timeout: CONNECT_TIMEOUT_MS,
        minVersion: "TLSv1.2",
        rejectUnauthorized: true,
        lookup: addressPolicy.lookupFor(hostname),
        ...(target.caCertificate === "" ? {} : { ca: target.caCertificate }),
      },
    });
    pools.set(key, pool);
    return pool;
  }

  return {
    /** @throws TransportError when there is no whole answer, or none in UTF-8 with a 2xx; its cause says why */
    async post(target: ReviewTarget, baseUrl: string, request: ApiServerRequest): Promise<ApiServerAnswer> {
      const whole = new AbortController();
      // Not AbortSignal.timeout, which goes off after the answer as well.
      const timer = setTimeout(() => whole.abort(), timeoutMs);
      try {
        const { statusCode, headers, body } = await poolFor(target, baseUrl).request({
          path: pathOf(baseUrl) + request.path,
          method: "POST",
          headers: {
            accept: "application/json",
            authorization: `Bearer ${request.bearerJwt}`,
            "content-type": "application/json",
          },
          body: JSON.stringify(request.body),
          signal: whole.signal,
        });
        onAnswer?.(timeOf(headers.date));
        const text = decode(await body.arrayBuffer(), statusCode);
        return { status: statusCode, contentType: String(headers["content-type"] ?? ""), text };
      } catch (cause) {
        throw new TransportError("The API server gave no answer", { cause });
      } finally {
        clearTimeout(timer);
      }
    },
    async close(): Promise<void> {
      const open = [...pools.values()];
      pools.clear();
      await Promise.all(open.map((pool) => pool.destroy()));
    },
  };
}

/** A host's own path, without the slash at its end. */
const pathOf = memoized(MAX_POOLS, (baseUrl) => new URL(baseUrl).pathname.replace(/\/$/, ""));

function timeOf(header: string | string[] | undefined): Date | null {
  const date = new Date(String(header));
  return Number.isNaN(date.getTime()) ? null : date;
}

/**
 * JSON between systems is UTF-8 (RFC 8259 section 8.1), and an answer that is believed must be. A proxy's error page may
 * be in anything: there the status says what went wrong.
 */
function decode(body: ArrayBuffer, status: number): string {
  return new TextDecoder("utf-8", { fatal: status < 300, ignoreBOM: true }).decode(body);
}
