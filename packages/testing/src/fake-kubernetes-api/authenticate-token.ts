import { serviceAccountUsername } from "../service-account.ts";
import { decodeSegment, isRecord } from "../signing-key.ts";
import { type FakeCluster, type ServiceAccountClaims, TOKEN_ISSUER } from "./fake-cluster.ts";

export interface AuthenticatedUser {
  username: string;
  uid: string;
  groups: string[];
  extra: Record<string, string[]>;
}

export type TokenAuthentication =
  | { authenticated: true; user: AuthenticatedUser; audiences: string[] }
  | { authenticated: false; error: string };

/** kube-apiserver allows for this much clock skew on either side of a token's life (go-jose's DefaultLeeway). */
const CLOCK_SKEW_SECONDS = 60;

/**
 * Decides about a bearer token as kube-apiserver does, in its order and with its wording: signature, audience, time,
 * then the service account, which must still exist with the uid the token was issued for. Nothing is cached, so a
 * deleted account is refused at once, where the real server may go on accepting it for ten seconds.
 */
export function authenticateToken(
  cluster: FakeCluster,
  token: string,
  targetAudiences: readonly string[],
): TokenAuthentication {
  if (decodeSegment(token.split(".")[1] ?? "")?.iss !== TOKEN_ISSUER) return refuse();
  const claims = cluster.signingKey.verify(token);
  if (!isServiceAccountClaims(claims)) return refuse("go-jose/go-jose: error in cryptographic primitive");
  const audiences = targetAudiences.filter((audience) => claims.aud.includes(audience));
  if (audiences.length === 0) {
    const [own, target] = [quoteAll(claims.aud), quoteAll(targetAudiences)];
    return refuse(`token audiences ${own} is invalid for the target audiences ${target}`);
  }
  const nowSeconds = cluster.clock.now().getTime() / 1000;
  if (nowSeconds < claims.nbf - CLOCK_SKEW_SECONDS) return refuse("service account token is not valid yet");
  if (nowSeconds > claims.exp + CLOCK_SKEW_SECONDS) return refuse("service account token has expired");
  const { namespace, serviceaccount } = claims["kubernetes.io"];
  const account = cluster.findServiceAccount({ namespace, name: serviceaccount.name });
  if (!account) return refuse(`serviceaccounts "${serviceaccount.name}" not found`);
  if (account.uid !== serviceaccount.uid) {
    return refuse(`service account UID (${account.uid}) does not match claim (${serviceaccount.uid})`);
  }
  const user = {
    username: serviceAccountUsername(account),
    uid: account.uid,
    groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"],
    extra: toExtra(claims),
  };
  return { authenticated: true, user, audiences };
}

function toExtra(claims: ServiceAccountClaims): Record<string, string[]> {
  const { node, pod } = claims["kubernetes.io"];
  const key = (name: string) => `authentication.kubernetes.io/${name}`;
  return {
    [key("credential-id")]: [`JTI=${claims.jti}`],
    ...(node ? { [key("node-name")]: [node.name], [key("node-uid")]: [node.uid] } : {}),
    ...(pod ? { [key("pod-name")]: [pod.name], [key("pod-uid")]: [pod.uid] } : {}),
  };
}

function refuse(reason?: string): TokenAuthentication {
  return { authenticated: false, error: reason ? `[invalid bearer token, ${reason}]` : "invalid bearer token" };
}

/** Go's `%q` of a list of strings. */
function quoteAll(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(" ")}]`;
}

/** Only this cluster's key signs, and only FakeCluster signs with it, so what bears the mark has the whole shape. */
function isServiceAccountClaims(claims: unknown): claims is ServiceAccountClaims {
  return isRecord(claims) && isRecord(claims["kubernetes.io"]);
}
