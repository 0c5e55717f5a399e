import type { Call } from "./calls.ts";
import { ACCOUNT_PROCEDURES } from "./procedures/account-procedures.ts";
import { IDENTITY_PROCEDURES } from "./procedures/identity-procedures.ts";
import { ORGANIZATION_PROCEDURES } from "./procedures/organization-procedures.ts";
import type { Procedure, Procedures } from "./procedures/procedure.ts";
import { PROJECT_PROCEDURES } from "./procedures/project-procedures.ts";
import { ROLE_PROCEDURES } from "./procedures/role-procedures.ts";
import { SECRET_PROCEDURES } from "./procedures/secret-procedures.ts";

/** Everything the dashboard can ask. */
const PROCEDURES: readonly Procedures[] = [
  ACCOUNT_PROCEDURES,
  ORGANIZATION_PROCEDURES,
  IDENTITY_PROCEDURES,
  ROLE_PROCEDURES,
  PROJECT_PROCEDURES,
  SECRET_PROCEDURES,
];

/** The calls of the dashboard's API; `typeOf` tells whether the router has a procedure as query or mutation. */
export function procedureCalls(typeOf: (name: string) => string): Call[] {
  return PROCEDURES.flatMap(Object.entries<Procedure>).map(([name, { needs, input, isBounded = false }]) => ({
    name,
    needs,
    isBounded,
    requestFor(things) {
      const url = `/api/trpc/${name}`;
      const given = input?.(things);
      if (typeOf(name) === "mutation") return { method: "POST", url, body: given ?? {} };
      return { method: "GET", url, ...(given ? { query: { input: JSON.stringify(given) } } : {}) };
    },
  }));
}
