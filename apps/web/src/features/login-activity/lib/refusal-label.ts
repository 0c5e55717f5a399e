import { LOGIN_REASON_TITLES, LOGIN_REFUSAL_LABELS } from "@podpass/contracts";

const LABELS = new Map<string, string>(Object.entries(LOGIN_REFUSAL_LABELS));
const TITLES = new Map<string, string>(Object.entries(LOGIN_REASON_TITLES));

/** Why a login was refused, in a few words; the check's own name for one that is no longer made. */
export function refusalLabel(reason: string | null): string {
  return reason === null ? "" : (LABELS.get(reason) ?? reason);
}

/** What is true when each of these checks has passed. */
export function checkTitles(checks: readonly { name: string }[]): Record<string, string> {
  return Object.fromEntries(checks.map(({ name }) => [name, TITLES.get(name) ?? name]));
}
