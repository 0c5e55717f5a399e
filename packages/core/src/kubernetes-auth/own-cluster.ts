import { readFile, stat } from "node:fs/promises";
import { isIPv6 } from "node:net";
import { join } from "node:path";
import { parseKubernetesHost } from "@podpass/contracts";
import { readServiceAccountJwt } from "./service-account-jwt.ts";

/** How Podpass asks the cluster it runs in, as what Kubernetes mounts into its pod says. */
export type OwnAccount =
  | { ok: true; kubernetesHost: string; caCertificate: string; reviewerJwt: string }
  | { ok: false; reason: string };

/**
 * The cluster this process runs in. Its address comes from the process's environment alone and its CA from the mounted
 * file, so that nobody who configures a login can have Podpass's own token sent to a server of theirs.
 * https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/
 */
export interface OwnCluster {
  /** Reads what is mounted now: the kubelet replaces the files before the token in them ends. */
  read(): Promise<OwnAccount>;
}

/** `host` and `port` as Kubernetes sets them in every pod; `folder` holds the files `token` and `ca.crt`. */
export interface OwnClusterPlace {
  host: string | null;
  port: number;
  folder: string;
}

export function createOwnCluster(place: OwnClusterPlace): OwnCluster {
  return {
    async read() {
      const host = readHost(place.host, place.port);
      if (!host.ok) return host;
      const [token, ca] = await Promise.all([readMounted(place.folder, "token"), readMounted(place.folder, "ca.crt")]);
      if (!token.ok) return token;
      if (!ca.ok) return ca;
      const { problem } = readServiceAccountJwt(token.text);
      if (problem !== null) return { ok: false, reason: `${join(place.folder, "token")}: ${problem}` };
      // Without one the system's roots would be trusted, which vouch for more than one cluster.
      if (!ca.text.includes("-----BEGIN CERTIFICATE-----")) {
        return { ok: false, reason: `${join(place.folder, "ca.crt")} holds no certificate` };
      }
      return { ok: true, kubernetesHost: host.baseUrl, caCertificate: ca.text, reviewerJwt: token.text };
    },
  };
}

function readHost(host: string | null, port: number): { ok: true; baseUrl: string } | { ok: false; reason: string } {
  if (host === null) return { ok: false, reason: "KUBERNETES_SERVICE_HOST is not set: Podpass runs in no cluster" };
  const parsed = parseKubernetesHost(`https://${isIPv6(host) ? `[${host}]` : host}:${port}`);
  return parsed.ok ? parsed : { ok: false, reason: `KUBERNETES_SERVICE_HOST: ${parsed.message}` };
}

/** A token is about 1 KB and a bundle of CAs a few. */
const MAX_FILE_BYTES = 65_536;

type Mounted = { ok: true; text: string } | { ok: false; reason: string };

async function readMounted(folder: string, name: string): Promise<Mounted> {
  const path = join(folder, name);
  try {
    if ((await stat(path)).size > MAX_FILE_BYTES) return { ok: false, reason: `${path} is larger than 64 KB` };
    return { ok: true, text: (await readFile(path, "utf8")).trim() };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    return { ok: false, reason: code === "ENOENT" ? `${path} does not exist` : `${path} cannot be read (${code})` };
  }
}
