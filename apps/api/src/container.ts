import {
  type Clock,
  createAccessTokenSigner,
  createRequestLimiter,
  createServices,
  createSmtpMailer,
  type Logger,
  openStore,
  type RequestLimiter,
  type Services,
  systemClock,
} from "@podpass/core";
import { type Database, openDatabase } from "@podpass/prisma";
import { createHumanAuth, type HumanAuth } from "./auth/human-auth.ts";
import { createOidcClient, type OidcClient } from "./auth/oidc-client.ts";
import type { Env } from "./env.ts";
import { findKeys } from "./keys.ts";

/** Everything that lives as long as the process, wired by hand. */
export interface Container {
  env: Env;
  services: Services;
  humanAuth: HumanAuth;
  /** The sign-in service, when one is configured. */
  oidc: OidcClient | null;
  /** What signs people's session cookies, and what else still proves one. */
  sessionKeys: { signing: string; accepted: readonly string[] };
  /** Null: a network may send any number of requests. */
  requestLimiter: RequestLimiter | null;
  /** Upkeep that an embedded database needs. */
  vacuum: Database["vacuum"];
  close(): Promise<void>;
}

interface Replacements {
  /** For tests, which bring their own clock and database. */
  clock?: Clock;
  database?: Database;
}

/** Opens the database, proves that the root key belongs to it, and wires the services. */
export async function buildContainer(env: Env, logger: Logger, replacements: Replacements = {}): Promise<Container> {
  const clock = replacements.clock ?? systemClock;
  const database = replacements.database ?? (await openDatabase(env.database));
  try {
    const opened = openStore(database);
    const keys = await findKeys(env, await opened.store.dataKeys.listRootKeyIds());
    const services = createServices({
      ...opened,
      changes: database.changes,
      clock,
      logger,
      rootKeys: keys.rootKeys,
      accessTokenSigner: createAccessTokenSigner(keys.signingSecret, clock, keys.acceptedSecrets),
      allowedKubernetesHosts: env.allowedKubernetesHosts,
      ownCluster: env.ownCluster,
      sessionLimits: env.sessionLimits,
      auditRetentionDays: env.auditRetentionDays,
      mailer: env.smtp && createSmtpMailer(env.smtp),
      siteUrl: env.siteUrl,
    });
    const sessionKeys = {
      signing: keys.signingSecret.toString("base64"),
      accepted: keys.acceptedSecrets.map((secret) => secret.toString("base64")),
    };
    const humanAuth = createHumanAuth({
      logger,
      database,
      siteUrl: env.siteUrl,
      secret: sessionKeys.signing,
      sessionMaxSeconds: env.sessionLimits.maxSeconds,
    });
    const oidc = env.oidc && createOidcClient(env.oidc, `${env.siteUrl}/api/auth/oidc/callback`);
    return {
      env,
      services,
      humanAuth,
      oidc,
      sessionKeys,
      vacuum: database.vacuum,
      requestLimiter: env.requestsPerMinute === null ? null : createRequestLimiter(clock, env.requestsPerMinute),
      async close() {
        await Promise.all([services.tokenReviews.close(), oidc?.close()]);
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
