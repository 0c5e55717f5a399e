/** What the process of clients is told to do, until it is told to stop. */
export interface ClientPlan {
  /** Clients are spread over them. */
  urls: readonly string[];
  projectId: string;
  environment: string;
  /** Of an identity whose tokens have unlimited uses, and of one whose tokens have `maxUses`. */
  identityId: string;
  limitedIdentityId: string;
  maxUses: number;
  /** May write secrets. */
  adminToken: string;
  /** Each client that logs in has one of its own. */
  jwts: readonly string[];
  /** How many log in and use, renew and revoke; spend limited tokens; write secrets. */
  clients: { pods: number; limitedPods: number; writers: number };
  /** Begins the name of every secret of this run. */
  keyPrefix: string;
}

export type Command = { kind: "run"; plan: ClientPlan } | { kind: "stop" };
