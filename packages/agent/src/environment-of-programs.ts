import type { Io } from "./io.ts";

const OWN_CREDENTIALS = new Set(["PODPASS_ACCESS_TOKEN", "PODPASS_CLIENT_SECRET"]);

/** The environment as programs that are run get it: what this command logs in with is not theirs. */
export function environmentOfPrograms({ env }: Pick<Io, "env">): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !OWN_CREDENTIALS.has(name)));
}
