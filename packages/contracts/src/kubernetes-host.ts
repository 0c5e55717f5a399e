export type KubernetesHost = { ok: true; baseUrl: string } | { ok: false; message: string };

const NOT_A_HOST = "Must be a host, a host:port pair or a URL such as https://10.0.0.1:6443";

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/**
 * Reads the guide's "host string, host:port pair, or URL to the base of the Kubernetes API server".
 * Returns the base URL without a trailing slash; without a scheme it is https. `http://` is accepted for loopback
 * only, because the reviewer JWT would travel in clear. User info, query and fragment are refused.
 */
export function parseKubernetesHost(text: string): KubernetesHost {
  const trimmed = text.trim();
  if (trimmed === "") return { ok: false, message: "Must not be empty" };
  if (trimmed.length > 255) return { ok: false, message: "Must be at most 255 characters" };
  if (/[\s\\%\p{Cc}]/u.test(trimmed)) return { ok: false, message: NOT_A_HOST };
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed);
  let url: URL;
  try {
    url = new URL(hasScheme ? trimmed : `https://${trimmed}`);
  } catch {
    return { ok: false, message: NOT_A_HOST };
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return { ok: false, message: "Must use https" };
  const hasUserInfo = /^(?:[^/]*:\/\/)?[^/]*@/.test(trimmed);
  if (hasUserInfo || url.username || url.password) return { ok: false, message: "Must not contain user credentials" };
  if (trimmed.includes("?") || trimmed.includes("#")) return { ok: false, message: "Must not contain ? or #" };
  if (!/^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)$/i.test(url.hostname)) {
    return { ok: false, message: NOT_A_HOST };
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    return { ok: false, message: "Must use https: over http the token reviewer JWT would travel in clear" };
  }
  return { ok: true, baseUrl: `${url.origin}${url.pathname.replace(/\/+$/, "")}` };
}
