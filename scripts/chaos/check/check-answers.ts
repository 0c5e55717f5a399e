import type { Installation } from "../installation.ts";
import type { Ledger, SecretRecord, TokenRecord } from "../load/ledger.ts";

const AT_ONCE = 8;

/**
 * Asks the server itself: every acknowledged token is let in, every acknowledged revocation holds, every limited token
 * has exactly the uses left that were not spent, and every acknowledged write of a secret is readable. Limited tokens are
 * spent by this, which is written into the ledger.
 * @returns what is not so
 */
export async function checkAnswers(installation: Installation, ledger: Ledger): Promise<string[]> {
  const ask = new Asker(installation);
  const tokens = await inTurns(ledger.tokens, (token) => (token.maxUses === 0 ? ask.token(token) : ask.uses(token)));
  const secrets = await inTurns(ledger.secrets, (secret) => ask.secret(secret));
  return [...tokens, ...secrets];
}

class Asker {
  readonly #installation: Installation;

  constructor(installation: Installation) {
    this.#installation = installation;
  }

  async token({ id, jwts, revocations }: TokenRecord): Promise<string[]> {
    if (revocations.uncertain > 0) return [];
    const wanted = revocations.acknowledged > 0 ? 401 : 200;
    const problems: string[] = [];
    for (const jwt of jwts) {
      const { status } = await this.#get("SECRET_1", jwt);
      if (status !== wanted) problems.push(`Token ${id} was answered ${status} instead of ${wanted}`);
    }
    return problems;
  }

  async uses({ id, jwts, maxUses, uses }: TokenRecord): Promise<string[]> {
    while (uses.acknowledged <= maxUses && (await this.#get("SECRET_1", jwts.at(-1) ?? "")).status === 200) {
      uses.acknowledged += 1;
    }
    if (uses.acknowledged <= maxUses && uses.acknowledged >= maxUses - uses.uncertain) return [];
    return [`Token ${id} of ${maxUses} uses served ${uses.acknowledged}, and perhaps ${uses.uncertain} more`];
  }

  async secret({ key, values, uncertainValue }: SecretRecord): Promise<string[]> {
    const problems: string[] = [];
    for (const [index, value] of values.entries()) {
      const found = await this.#valueOf(key, `&version=${index + 1}`);
      if (found !== value) problems.push(`${key} has lost version ${index + 1}`);
    }
    const last = values.at(-1);
    const found = await this.#valueOf(key, "");
    if (found !== last && found !== (uncertainValue ?? undefined)) problems.push(`${key} is ${JSON.stringify(found)}`);
    return problems;
  }

  /** Undefined when there is none. */
  async #valueOf(key: string, query: string): Promise<string | undefined> {
    const answer = await this.#get(key, this.#installation.furniture.adminToken, query);
    if (answer.status === 404) return undefined;
    const { secret } = (await answer.json()) as { secret?: { secretValue: string } };
    return secret?.secretValue;
  }

  #get(key: string, token: string, query = ""): Promise<Response> {
    const { url, furniture } = this.#installation;
    const scope = `projectId=${furniture.projectId}&environment=${furniture.environment.slug}`;
    return fetch(`${url}/api/v4/secrets/${key}?${scope}${query}`, { headers: { authorization: `Bearer ${token}` } });
  }
}

async function inTurns<Item>(items: readonly Item[], check: (item: Item) => Promise<string[]>): Promise<string[]> {
  const left = [...items];
  const work = async () => {
    const problems: string[] = [];
    for (let item = left.pop(); item; item = left.pop()) problems.push(...(await check(item)));
    return problems;
  };
  return (await Promise.all(Array.from({ length: AT_ONCE }, work))).flat();
}
