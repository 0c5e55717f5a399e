import { type Database, Prisma } from "@podpass/prisma";
import type { Certainty, Ledger } from "../load/ledger.ts";

interface TokenFacts {
  id: string;
  uses: number;
  renewals: number;
  isRevoked: boolean;
  logins: number;
  attempts: number;
  renewalEvents: number;
  revocationEvents: number;
}

interface SecretFacts {
  key: string;
  version: number;
  versions: number;
  events: number;
}

/**
 * Compares the rows with each other and with what was acknowledged: every token has its audit event and its login
 * attempt, and every attempt and event its token; renewals, revocations and writes have as many events as effects; what
 * was acknowledged is there, and nothing that nobody asked for.
 * @returns what is not so
 */
export async function checkDatabase({ client }: Database, ledger: Ledger): Promise<string[]> {
  const tokens = await client.$queryRaw<TokenFacts[]>(TOKENS);
  const secrets = await client.$queryRaw<SecretFacts[]>(SECRETS);
  const [orphans] = await client.$queryRaw<{ events: number; attempts: number }[]>(ORPHANS);
  return [
    ...tokens.flatMap(checkToken),
    ...secrets.flatMap(checkSecret),
    ...when((orphans?.events ?? 0) > 0, `${orphans?.events} login events speak of no token`),
    ...when((orphans?.attempts ?? 0) > 0, `${orphans?.attempts} accepted attempts speak of no token`),
    ...compareTokens(tokens, ledger),
    ...compareSecrets(secrets, ledger),
  ];
}

const TOKENS = Prisma.sql`
  SELECT t.id::text, t.uses, t.renewals, t.revoked_at IS NOT NULL AS "isRevoked",
         count(*) FILTER (WHERE e.action = 'identity.login')::int AS logins,
         count(*) FILTER (WHERE e.action = 'access_token.renew')::int AS "renewalEvents",
         count(*) FILTER (WHERE e.action = 'access_token.revoke')::int AS "revocationEvents",
         (SELECT count(*)::int FROM login_attempts a WHERE a.access_token_id = t.id AND a.result = 'accepted')
           AS attempts
  FROM access_tokens t LEFT JOIN audit_events e ON e.subject_type = 'access_token' AND e.subject_id = t.id::text
  WHERE t.auth_method = 'kubernetes-auth'
  GROUP BY t.id`;

const SECRETS = Prisma.sql`
  SELECT s.key, s.version,
         (SELECT count(*)::int FROM secret_versions v WHERE v.secret_id = s.id) AS versions,
         (SELECT count(*)::int FROM audit_events e
          WHERE e.subject_id = s.id::text AND e.action IN ('secret.create', 'secret.update')) AS events
  FROM secrets s`;

const ORPHANS = Prisma.sql`
  SELECT
    (SELECT count(*)::int FROM audit_events e WHERE e.action = 'identity.login'
       AND NOT EXISTS (SELECT FROM access_tokens t WHERE t.id::text = e.subject_id)) AS events,
    (SELECT count(*)::int FROM login_attempts a WHERE a.result = 'accepted'
       AND NOT EXISTS (SELECT FROM access_tokens t WHERE t.id = a.access_token_id)) AS attempts`;

function checkToken(token: TokenFacts): string[] {
  const { id, logins, attempts, renewals, renewalEvents, isRevoked, revocationEvents } = token;
  return [
    ...when(logins !== 1, `Token ${id} has ${logins} login events`),
    ...when(attempts !== 1, `Token ${id} has ${attempts} accepted attempts`),
    ...when(renewals !== renewalEvents, `Token ${id} has ${renewals} renewals and ${renewalEvents} events of them`),
    ...when(revocationEvents !== Number(isRevoked), `Token ${id} has ${revocationEvents} revocation events`),
  ];
}

function checkSecret({ key, version, versions, events }: SecretFacts): string[] {
  return when(
    version !== versions || version !== events,
    `${key} at version ${version} has ${versions} versions, ${events} events`,
  );
}

function compareTokens(tokens: readonly TokenFacts[], ledger: Ledger): string[] {
  const rows = new Map(tokens.map((token) => [token.id, token]));
  const problems = ledger.tokens.flatMap((token) => {
    const row = rows.get(token.id);
    if (!row) return [`Token ${token.id} was acknowledged and is gone`];
    return [
      ...when(!isWithin(row.renewals, token.renewals), `Token ${token.id} has ${row.renewals} renewals`),
      ...when(!isWithin(Number(row.isRevoked), token.revocations), `Token ${token.id} is revoked: ${row.isRevoked}`),
      ...when(token.maxUses > 0 && !isWithin(row.uses, token.uses), `Token ${token.id} has ${row.uses} uses counted`),
    ];
  });
  const unknown = rows.size - ledger.tokens.length;
  return [
    ...problems,
    ...when(
      unknown > ledger.uncertainLogins,
      `${unknown} tokens were issued that nobody was given, of ${ledger.uncertainLogins} logins in flight`,
    ),
  ];
}

function compareSecrets(secrets: readonly SecretFacts[], ledger: Ledger): string[] {
  const rows = new Map(secrets.map((secret) => [secret.key, secret]));
  return ledger.secrets.flatMap(({ key, values, uncertainValue }) => {
    const writes = { acknowledged: values.length, uncertain: uncertainValue === null ? 0 : 1 };
    const version = rows.get(key)?.version ?? 0;
    return when(!isWithin(version, writes), `${key} is at version ${version} after ${values.length} writes`);
  });
}

function isWithin(count: number, { acknowledged, uncertain }: Certainty): boolean {
  return count >= acknowledged && count <= acknowledged + uncertain;
}

function when(isProblem: boolean, problem: string): string[] {
  return isProblem ? [problem] : [];
}
