import { randomUUID } from "node:crypto";
import { type ServiceAccount, type ServiceAccountName, serviceAccountUsername } from "../service-account.ts";
import type { SigningKey } from "../signing-key.ts";

/** The audience a token has, and a review asks for, when none is named: that of the API server itself. */
export const API_SERVER_AUDIENCE = "https://kubernetes.default.svc";
export const TOKEN_ISSUER = "https://kubernetes.default.svc";

export interface IssueTokenInput extends ServiceAccountName {
  /** Default: the API server's own audience. */
  audiences?: readonly string[];
  /** Default 3600. Reviews allow for 60 seconds of clock skew: they refuse a token made with -61 or less. */
  expiresInSeconds?: number;
  /** Binds the token to a pod, as a projected volume does. */
  podName?: string;
  nodeName?: string;
}

export interface Clock {
  now(): Date;
}

/** The claims of a bound service-account token (Kubernetes 1.32). */
export interface ServiceAccountClaims {
  aud: string[];
  exp: number;
  iat: number;
  iss: string;
  jti: string;
  nbf: number;
  sub: string;
  "kubernetes.io": {
    namespace: string;
    serviceaccount: { name: string; uid: string };
    pod?: { name: string; uid: string };
    node?: { name: string; uid: string };
  };
}

/** The service accounts of one pretended cluster, which of them may review tokens, and the tokens it issues. */
export class FakeCluster {
  readonly #accounts = new Map<string, ServiceAccount>();
  readonly #authDelegators = new Set<string>();
  readonly #objectUids = new Map<string, string>();
  readonly signingKey: SigningKey;
  readonly clock: Clock;

  constructor(signingKey: SigningKey, clock: Clock) {
    this.signingKey = signingKey;
    this.clock = clock;
  }

  createServiceAccount({ namespace, name }: ServiceAccountName): ServiceAccount {
    const username = serviceAccountUsername({ namespace, name });
    if (this.#accounts.has(username)) throw new Error(`Service account ${namespace}/${name} already exists`);
    const account = { namespace, name, uid: randomUUID() };
    this.#accounts.set(username, account);
    return { ...account };
  }

  deleteServiceAccount({ namespace, name }: ServiceAccountName): void {
    const isDeleted = this.#accounts.delete(serviceAccountUsername({ namespace, name }));
    if (!isDeleted) throw new Error(`There is no service account ${namespace}/${name}`);
  }

  findServiceAccount(account: ServiceAccountName): ServiceAccount | undefined {
    return this.#accounts.get(serviceAccountUsername(account));
  }

  /** Like a ClusterRoleBinding it names its subject, so it may come first and outlives the account. */
  grantAuthDelegator(account: ServiceAccountName): void {
    this.#authDelegators.add(serviceAccountUsername(account));
  }

  revokeAuthDelegator(account: ServiceAccountName): void {
    this.#authDelegators.delete(serviceAccountUsername(account));
  }

  isAuthDelegator(username: string): boolean {
    return this.#authDelegators.has(username);
  }

  issueToken(input: IssueTokenInput): string {
    const { namespace, name, podName, nodeName } = input;
    const account = this.findServiceAccount(input);
    if (!account) throw new Error(`There is no service account ${namespace}/${name} to issue a token for`);
    const issuedAtSeconds = Math.floor(this.clock.now().getTime() / 1000);
    const expiresInSeconds = input.expiresInSeconds ?? 3600;
    const validFromSeconds = issuedAtSeconds + Math.min(0, expiresInSeconds);
    const claims: ServiceAccountClaims = {
      aud: [...(input.audiences ?? [API_SERVER_AUDIENCE])],
      exp: issuedAtSeconds + expiresInSeconds,
      iat: validFromSeconds,
      iss: TOKEN_ISSUER,
      jti: randomUUID(),
      "kubernetes.io": {
        namespace,
        ...(nodeName === undefined ? {} : { node: this.#withUid(`nodes/${nodeName}`, nodeName) }),
        ...(podName === undefined ? {} : { pod: this.#withUid(`${namespace}/pods/${podName}`, podName) }),
        serviceaccount: { name, uid: account.uid },
      },
      nbf: validFromSeconds,
      sub: serviceAccountUsername(account),
    };
    return this.signingKey.sign(claims);
  }

  #withUid(key: string, name: string): { name: string; uid: string } {
    const uid = this.#objectUids.get(key) ?? randomUUID();
    this.#objectUids.set(key, uid);
    return { name, uid };
  }
}
