import type { Ledger, Operation } from "./load/ledger.ts";

const PLURALS = {
  login: "logins",
  read: "reads",
  "limited read": "reads with limited tokens",
  renew: "renewals",
  revoke: "revocations",
  write: "secret writes",
} satisfies Record<Operation, string>;

/** How many requests were served, by what they asked for. */
export function countOperations({ entries }: Ledger): string {
  const served = entries.filter(({ outcome }) => outcome === 200);
  return Object.entries(PLURALS)
    .map(([operation, plural]) => ({ plural, count: served.filter((entry) => entry.operation === operation).length }))
    .filter(({ count }) => count > 0)
    .map(({ plural, count }) => `${count} ${plural}`)
    .join(", ");
}

/** How many requests ended in each of the ways that are no service, such as "12 × 503, 3 × unanswered". */
export function countFailures({ entries }: Ledger): string {
  const counts = new Map<string, number>();
  for (const { outcome } of entries) {
    if (outcome !== 200 && outcome !== 401) counts.set(String(outcome), (counts.get(String(outcome)) ?? 0) + 1);
  }
  return [...counts].map(([outcome, count]) => `${count} × ${outcome}`).join(", ") || "none";
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** The longest that any client waited for an answer. */
export function longestMs({ entries }: Ledger): number {
  return Math.max(0, ...entries.map(({ sentAtMs, endedAtMs }) => endedAtMs - sentAtMs));
}
