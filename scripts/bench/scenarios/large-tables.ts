import pg from "pg";
import { type Bed, makePostgresBed } from "../bed.ts";
import { DashboardClient } from "../dashboard-client.ts";
import { measure, percentile } from "../measure.ts";
import { type Comparison, milliseconds, type Stage } from "./scenario.ts";

const IDENTITIES = 100_000;
const TOKENS = 1_000_000;
/** Both must meet the same machine, and the difference is small. */
const ROUNDS = 8;
const PAGES = 30;
const TABLES = `empty tables; ${TOKENS.toLocaleString("en")} tokens of ${IDENTITIES.toLocaleString("en")} identities`;
/** What an admin looks for among all access tokens. */
const SEARCHES = {
  "the newest": {},
  "those of a namespace": { serviceAccount: { namespace: "team-7" } },
  "those of a namespace that has none": { serviceAccount: { namespace: "nobody" } },
};

/** Where a million tokens were issued to a hundred thousand identities, against where hardly any was. */
export async function largeTables({ cluster, postgres, load, seconds }: Stage): Promise<Comparison[]> {
  await using empty = await makePostgresBed(postgres, cluster);
  const database = await postgres.createDatabase();
  await using full = await makePostgresBed(postgres, cluster, database);
  await fill(database.url);
  const comparisons: Comparison[] = await tokenPages(empty, full);
  for (const clients of [1, 32]) {
    const jwts = await cluster.podJwts(clients);
    const [base, compared] = await measure(load, [empty.podpass, full.podpass], {
      operation: "login",
      jwts,
      seconds: 2 * seconds,
      rounds: ROUNDS,
    });
    if (!base || !compared) throw new Error("Two subjects have two figures");
    comparisons.push({
      what: `Login p50, ${clients} at a time: ${TABLES}`,
      base: milliseconds(base.p50Ms),
      compared: milliseconds(compared.p50Ms),
      ratio: compared.p50Ms / base.p50Ms,
      wanted: "at most 1.2",
    });
  }
  return comparisons;
}

async function tokenPages(empty: Bed, full: Bed): Promise<Comparison[]> {
  const [base, compared] = await Promise.all([empty, full].map(DashboardClient.signIn));
  if (!base || !compared) throw new Error("Two servers have two clients");
  const comparisons: Comparison[] = [];
  for (const [what, search] of Object.entries(SEARCHES)) {
    const [baseMs, comparedMs]: [number[], number[]] = [[], []];
    for (let page = 0; page < PAGES; page += 1) {
      baseMs.push(await base.timeMs("accessToken.list", search));
      comparedMs.push(await compared.timeMs("accessToken.list", search));
    }
    const [baseP50, comparedP50] = [percentile(baseMs, 50), percentile(comparedMs, 50)];
    comparisons.push({
      what: `Access tokens in the dashboard, ${what}, p50: ${TABLES}`,
      base: milliseconds(baseP50),
      compared: milliseconds(comparedP50),
      ratio: comparedP50 / baseP50,
      wanted: "a page that nobody waits for",
    });
  }
  return comparisons;
}

/** Rows as logins leave them, spread over time; references are known to hold, so that they need not be checked. */
async function fill(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    SET session_replication_role = replica;
    INSERT INTO identities (id, organization_id, name, has_delete_protection, created_at, updated_at)
      SELECT gen_random_uuid(), (SELECT id FROM organizations), 'identity ' || n, false, now(), now()
      FROM generate_series(1, ${IDENTITIES}) n;
    INSERT INTO org_memberships (id, organization_id, identity_id, role, created_at, updated_at)
      SELECT gen_random_uuid(), organization_id, id, 'no-access', now(), now() FROM identities
      WHERE name LIKE 'identity %';
    INSERT INTO access_tokens
        (id, organization_id, identity_id, auth_method, service_account_namespace, service_account_name, max_uses,
         expires_at, max_expires_at, created_at)
      SELECT gen_random_uuid(), organization_id, id, 'kubernetes-auth', 'team-' || n, name, 0,
             at + interval '1 day', at + interval '30 days', at
      FROM identities, generate_series(1, ${TOKENS / IDENTITIES}) n,
           LATERAL (SELECT now() - random() * interval '20 days' AS at) times
      WHERE name LIKE 'identity %';
    CHECKPOINT`);
  await client.query("VACUUM ANALYZE");
  await client.end();
}
