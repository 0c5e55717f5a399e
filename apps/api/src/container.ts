import {
  argon2PasswordHasher,
  type Clock,
  createAccessTokenSigner,
  createAccessTokenUses,
  createAddressPolicy,
  createConnectionGateway,
  createKeptAnswers,
  createOwnCluster,
  createProjectEventHub,
  createRefusalBudget,
  createRefusedTemplates,
  createSecretBox,
  createSmtpMailer,
  createTokenReviewGateway,
  deriveSecret,
  guardConnections,
  guardTokenReviews,
  type Logger,
  openStore,
  parseRootKey,
  type RootKey,
  type Services,
  systemClock,
} from "@podpass/core";
import { type Database, openDatabase } from "@podpass/prisma";
import { createHumanAuth, type HumanAuth } from "./auth/human-auth.ts";
import { type Env, ROOT_KEY_WORD } from "./env.ts";
import { readOrMakeRootKey } from "./root-key-file.ts";

/** Everything that lives as long as the process, wired by hand. */
export interface Container {
  env: Env;
  services: Services;
  humanAuth: HumanAuth;
  /** What signs people's session cookies, and what else still proves one. */
  sessionKeys: { signing: string; accepted: readonly string[] };
  close(): Promise<void>;
}

interface Replacements {
  /** A test stands at an instant and brings its own database. */
  clock?: Clock;
  database?: Database;
}

/** Opens the database, proves that the root key belongs to it, and wires the services. */
export async function buildContainer(env: Env, logger: Logger, replacements: Replacements = {}): Promise<Container> {
  const clock = replacements.clock ?? systemClock;
  const database = replacements.database ?? (await openDatabase(env.database));
  try {
    const { store, transaction } = openStore(database);
    const rootKey = await findRootKey(env, await store.dataKeys.listRootKeyIds());
    const addressPolicy = createAddressPolicy(env.allowedKubernetesHosts);
    const tokenReviews = guardTokenReviews(createTokenReviewGateway(addressPolicy), clock);
    const derivedSecret = deriveSecret(rootKey, "podpass auth secret");
    const authSecret = env.authSecret === null ? derivedSecret : Buffer.from(env.authSecret);
    const acceptedSecrets = env.acceptedAuthSecrets.map((text) =>
      text === ROOT_KEY_WORD ? derivedSecret : Buffer.from(text),
    );
    const services: Services = {
      store,
      transaction,
      clock,
      logger,
      secretBox: createSecretBox(rootKey, clock),
      keptAnswers: createKeptAnswers(database.changes),
      tokenReviews,
      connections: guardConnections(createConnectionGateway(addressPolicy, clock), tokenReviews),
      ownCluster: createOwnCluster(env.ownCluster),
      accessTokenSigner: createAccessTokenSigner(authSecret, clock, acceptedSecrets),
      accessTokenUses: createAccessTokenUses(),
      passwordHasher: argon2PasswordHasher,
      sessionLimits: env.sessionLimits,
      refusalBudget: createRefusalBudget(clock),
      refusedTemplates: createRefusedTemplates(),
      projectEvents: createProjectEventHub(database.changes, store, logger),
      mailer: env.smtp && createSmtpMailer(env.smtp),
      siteUrl: env.siteUrl,
    };
    const sessionKeys = {
      signing: authSecret.toString("base64"),
      accepted: acceptedSecrets.map((secret) => secret.toString("base64")),
    };
    const humanAuth = createHumanAuth({
      logger,
      database,
      siteUrl: env.siteUrl,
      secret: sessionKeys.signing,
      sessionMaxSeconds: env.sessionLimits.maxSeconds,
    });
    return {
      env,
      services,
      humanAuth,
      sessionKeys,
      async close() {
        await tokenReviews.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function findRootKey(env: Env, rootKeyIdsInUse: string[]): Promise<RootKey> {
  const given = env.encryptionKey === null ? null : parseRootKey(env.encryptionKey);
  if (!given && env.rootKeyFile === null) throw new Error("ENCRYPTION_KEY is not set");
  const rootKey = given ?? (await readOrMakeRootKey(env.rootKeyFile ?? "", rootKeyIdsInUse.length === 0));
  if (rootKeyIdsInUse.some((id) => id !== rootKey.id)) {
    throw new Error(
      "The root key (ENCRYPTION_KEY or the file root.key) is not the one this database is encrypted with",
    );
  }
  return rootKey;
}
