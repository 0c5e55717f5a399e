import { z } from "zod";

/** What a client asks for. */
export type Operation = "login" | "read" | "limited read" | "renew" | "revoke" | "write";

/** How a request ended: with this status, cut off after it was sent, or never taken. */
export type Outcome = number | "unanswered" | "refused";

/** One request as its client saw it. */
interface LedgerEntry {
  operation: Operation;
  outcome: Outcome;
  /** Of the wall clock, which all processes of a machine share. */
  sentAtMs: number;
  endedAtMs: number;
  /** An answer of 500 or more that is not in the shape that clients know, as it came. */
  malformed?: string;
}

/** A token whose issuing was acknowledged, and what was acknowledged of it since. */
export interface TokenRecord {
  id: string;
  /** Every JWT that was handed out for it. */
  jwts: string[];
  /** 0: unlimited. */
  maxUses: number;
  uses: Certainty;
  renewals: Certainty;
  revocations: Certainty;
}

/** How often something was acknowledged, and how often it was sent and may have happened or not. */
export interface Certainty {
  acknowledged: number;
  uncertain: number;
}

/** A secret that one client alone writes. */
export interface SecretRecord {
  key: string;
  /** Acknowledged: what the value is at each version, from 1 on. */
  values: string[];
  /** Sent last and neither acknowledged nor refused. */
  uncertainValue: string | null;
}

/** What the server must have kept, and what it may have. */
export interface Ledger {
  entries: LedgerEntry[];
  tokens: TokenRecord[];
  secrets: SecretRecord[];
  /** Logins that may have issued a token that nobody was given. */
  uncertainLogins: number;
  /** Answers that broke a promise on the spot. */
  violations: string[];
}

const Claims = z.object({ jti: z.string() });

/** A token as its login answered it. */
export function newTokenRecord(jwt: string, maxUses: number): TokenRecord {
  const claims = Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8");
  const none = () => ({ acknowledged: 0, uncertain: 0 });
  const { jti: id } = Claims.parse(JSON.parse(claims));
  return { id, jwts: [jwt], maxUses, uses: none(), renewals: none(), revocations: none() };
}

export function emptyLedger(): Ledger {
  return { entries: [], tokens: [], secrets: [], uncertainLogins: 0, violations: [] };
}

/** Several runs as one. */
export function mergeLedgers(ledgers: readonly Ledger[]): Ledger {
  return {
    entries: ledgers.flatMap(({ entries }) => entries),
    tokens: ledgers.flatMap(({ tokens }) => tokens),
    secrets: ledgers.flatMap(({ secrets }) => secrets),
    uncertainLogins: ledgers.reduce((sum, { uncertainLogins }) => sum + uncertainLogins, 0),
    violations: ledgers.flatMap(({ violations }) => violations),
  };
}
