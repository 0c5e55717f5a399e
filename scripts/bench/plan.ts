import type { LoadPlan, LoadRequest } from "../lab/load/load-plan.ts";
import type { Operation } from "./options.ts";
import type { Subject } from "./subject.ts";

/** A token can be revoked once: so many are issued beforehand for each client. */
const REVOCATIONS = { alone: 200, together: 30 };

/** Who logs in: a JWT for each of the clients, as each pod has its own. */
export interface Load {
  operation: Operation;
  jwts: readonly string[];
  /** In all. */
  seconds: number;
  /** In how many turns. */
  rounds?: number;
}

/** Gets the tokens the operation needs, and says what every client shall send. */
export async function planLoad(subject: Subject, { operation, jwts, seconds }: Load): Promise<LoadPlan> {
  const logins = jwts.map((jwt) => subject.loginRequest(jwt));
  const plan = { urls: [subject.url], pauseMs: 0, seconds };
  if (operation === "login") return { ...plan, order: "around", clients: logins.map((login) => [login]) };
  const tokensEach = operation !== "revoke" ? 1 : jwts.length === 1 ? REVOCATIONS.alone : REVOCATIONS.together;
  const clients = await Promise.all(
    logins.map(async (login) => {
      const requests: LoadRequest[] = [];
      while (requests.length < tokensEach) {
        requests.push(subject.requestWith(operation, await tokenFrom(subject, login)));
      }
      return requests;
    }),
  );
  return { ...plan, order: operation === "revoke" ? "once" : "around", clients };
}

async function tokenFrom(subject: Subject, { method, path, headers, body }: LoadRequest): Promise<string> {
  const response = await fetch(subject.url + path, { method, headers, body });
  if (!response.ok) throw new Error(`${subject.name}: ${path} answered ${response.status}: ${await response.text()}`);
  return ((await response.json()) as { accessToken: string }).accessToken;
}
