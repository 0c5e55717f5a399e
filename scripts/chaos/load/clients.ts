import { z } from "zod";
import { type Caller, isServed, isUncertain } from "./caller.ts";
import type { ClientPlan } from "./client-plan.ts";
import { type Ledger, newTokenRecord, type SecretRecord, type TokenRecord } from "./ledger.ts";

/** What one client has to work with. */
export interface ClientContext {
  plan: ClientPlan;
  ledger: Ledger;
  caller: Caller;
  /** Which of its kind it is. */
  index: number;
  jwt: string;
  /** True once the client must begin nothing more. */
  isOver(): boolean;
}

const Issued = z.object({ accessToken: z.string() });
const Written = z.object({ secret: z.object({ version: z.int(), secretValue: z.string() }) });

const READS_BEFORE_RENEWAL = 3;

/** Logs in, reads, renews, reads with the renewed token, and revokes every other one. */
export async function runPod(ctx: ClientContext): Promise<void> {
  for (let turn = 0; !ctx.isOver(); turn += 1) {
    const token = await logIn(ctx, ctx.plan.identityId, 0);
    if (!token) continue;
    for (let read = 0; read < READS_BEFORE_RENEWAL && !ctx.isOver(); read += 1) await readWith(ctx, token);
    if (ctx.isOver() || !(await renew(ctx, token))) continue;
    await readWith(ctx, token);
    if (turn % 2 === 0 && !ctx.isOver()) await revoke(ctx, token);
  }
}

/** Logs in and spends a limited token to its end, again and again. */
export async function runLimitedPod(ctx: ClientContext): Promise<void> {
  const { maxUses, limitedIdentityId } = ctx.plan;
  while (!ctx.isOver()) {
    const token = await logIn(ctx, limitedIdentityId, maxUses);
    while (token && !ctx.isOver()) {
      const { outcome } = await ctx.caller.call("limited read", readRequest(ctx.plan, token));
      if (outcome === 200) token.uses.acknowledged += 1;
      else if (isUncertain(outcome)) token.uses.uncertain += 1;
      else if (isServed(outcome)) {
        judgeRefusedUse(ctx, token, outcome);
        break;
      }
    }
  }
}

/** Writes secrets, each a few times. After a write of which it cannot tell whether it happened it goes on to the next. */
export async function runWriter(ctx: ClientContext): Promise<void> {
  const { plan, ledger, caller, index } = ctx;
  for (let number = 0; !ctx.isOver(); number += 1) {
    const record: SecretRecord = { key: `${plan.keyPrefix}_${index}_${number}`, values: [], uncertainValue: null };
    ledger.secrets.push(record);
    while (record.uncertainValue === null && record.values.length < 10 && !ctx.isOver()) {
      const value = `${record.key} version ${record.values.length + 1}\nwith a second line`;
      const { outcome, body } = await caller.call("write", {
        method: record.values.length === 0 ? "POST" : "PATCH",
        path: `/api/v4/secrets/${record.key}`,
        token: plan.adminToken,
        body: { projectId: plan.projectId, environment: plan.environment, secretValue: value },
      });
      if (outcome === 200) {
        const { secret } = Written.parse(body);
        record.values.push(value);
        if (secret.version !== record.values.length || secret.secretValue !== value) {
          ledger.violations.push(`${record.key} was answered as version ${secret.version} after another write`);
        }
      } else if (isUncertain(outcome)) record.uncertainValue = value;
      else if (isServed(outcome)) ledger.violations.push(`A write of ${record.key} was answered ${outcome}`);
    }
  }
}

async function logIn(ctx: ClientContext, identityId: string, maxUses: number): Promise<TokenRecord | null> {
  const { outcome, body } = await ctx.caller.call("login", {
    method: "POST",
    path: "/api/v1/auth/kubernetes-auth/login",
    body: { identityId, jwt: ctx.jwt },
  });
  if (isUncertain(outcome)) ctx.ledger.uncertainLogins += 1;
  if (outcome !== 200) {
    if (isServed(outcome)) ctx.ledger.violations.push(`A login was answered ${outcome}`);
    return null;
  }
  const token = newTokenRecord(Issued.parse(body).accessToken, maxUses);
  ctx.ledger.tokens.push(token);
  return token;
}

async function readWith(ctx: ClientContext, token: TokenRecord): Promise<void> {
  const { outcome } = await ctx.caller.call("read", readRequest(ctx.plan, token));
  if (isServed(outcome) && outcome !== 200) {
    ctx.ledger.violations.push(`Token ${token.id} was answered ${outcome} while it was valid`);
  }
}

/** False when it is not certain that the token was renewed: then it is left as it is. */
async function renew(ctx: ClientContext, token: TokenRecord): Promise<boolean> {
  const body = { accessToken: newestOf(token) };
  const result = await ctx.caller.call("renew", { method: "POST", path: "/api/v1/auth/token/renew", body });
  if (result.outcome === 200) {
    token.renewals.acknowledged += 1;
    token.jwts.push(Issued.parse(result.body).accessToken);
    return true;
  }
  if (isUncertain(result.outcome)) token.renewals.uncertain += 1;
  else if (isServed(result.outcome)) ctx.ledger.violations.push(`A renewal was answered ${result.outcome}`);
  return false;
}

async function revoke(ctx: ClientContext, token: TokenRecord): Promise<void> {
  const body = { accessToken: newestOf(token) };
  const { outcome } = await ctx.caller.call("revoke", { method: "POST", path: "/api/v1/auth/token/revoke", body });
  if (outcome === 200) token.revocations.acknowledged += 1;
  else if (isUncertain(outcome)) token.revocations.uncertain += 1;
  else if (isServed(outcome)) ctx.ledger.violations.push(`A revocation was answered ${outcome}`);
  if (outcome !== 200) return;
  const after = await ctx.caller.call("read", readRequest(ctx.plan, token));
  if (after.outcome === 200) ctx.ledger.violations.push(`Token ${token.id} was let in after it was revoked`);
}

function judgeRefusedUse(ctx: ClientContext, token: TokenRecord, status: number): void {
  const { acknowledged, uncertain } = token.uses;
  const isSpent = status === 401 && acknowledged + uncertain >= token.maxUses && acknowledged <= token.maxUses;
  if (isSpent) return;
  ctx.ledger.violations.push(
    `Token ${token.id} of ${token.maxUses} uses was answered ${status} after ${acknowledged} and perhaps ${uncertain}`,
  );
}

function readRequest({ projectId, environment }: ClientPlan, token: TokenRecord) {
  return {
    method: "GET" as const,
    path: `/api/v4/secrets/SECRET_1?projectId=${projectId}&environment=${environment}`,
    token: newestOf(token),
  };
}

function newestOf({ jwts }: TokenRecord): string {
  return jwts.at(-1) ?? "";
}
