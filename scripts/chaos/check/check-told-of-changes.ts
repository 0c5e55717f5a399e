import pg from "pg";
import { RestClient, RestError } from "../../lab/rest-client.ts";
import { holdsWithin } from "../holds-within.ts";
import type { Installation } from "../installation.ts";

const TOLD_WITHIN_MS = 10_000;

/**
 * Whether an installation over PostgreSQL is told of changes, on its listening connection: it is there, and a token that
 * somebody revokes in the database itself is refused.
 */
export async function checkToldOfChanges({ env, url, furniture }: Installation): Promise<string[]> {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  try {
    const isListening = async () => {
      const { rowCount } = await client.query(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'podpass changes'",
      );
      return rowCount === 1;
    };
    if (!(await holdsWithin(TOLD_WITHIN_MS, isListening))) return ["Podpass does not listen to changes any more"];
    const admin = new RestClient(url, furniture.adminToken);
    const tokens = `/api/v1/auth/token-auth/identities/${furniture.limitedIdentityId}`;
    await admin.send("POST", tokens, {});
    const { accessToken, tokenData } = await admin.send<{ accessToken: string; tokenData: { id: string } }>(
      "POST",
      `/api/v1/auth/token-auth/identities/${furniture.limitedIdentityId}/tokens`,
      {},
    );
    const read = () => new RestClient(url, accessToken).send("GET", "/api/v1/projects");
    for (let use = 0; use < 3; use += 1) await read();
    await client.query("UPDATE access_tokens SET revoked_at = now() WHERE id = $1", [tokenData.id]);
    const isRefused = () =>
      read().then(
        () => false,
        (error: unknown) => error instanceof RestError && error.status === 401,
      );
    return (await holdsWithin(TOLD_WITHIN_MS, isRefused)) ? [] : ["A token that was revoked in the database is let in"];
  } finally {
    await client.end();
  }
}
