import {
  argon2PasswordHasher,
  type Clock,
  createAccessTokenSigner,
  createAccessTokenUses,
  createAddressPolicy,
  createConnectionGateway,
  createOwnCluster,
  createRefusalBudget,
  createRefusedTemplates,
  createSecretBox,
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
import type { Env } from "./env.ts";
import { readOrMakeRootKey } from "./root-key-file.ts";

/** Everything that lives as long as the process, wired by hand. */
export interface Container {
  env: Env;
  services: Services;
  humanAuth: HumanAuth;
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
    const authSecret =
      env.authSecret === null ? deriveSecret(rootKey, "podpass auth secret") : Buffer.from(env.authSecret);
    const services: Services = {
      store,
      transaction,
      clock,
      logger,
      secretBox: createSecretBox(rootKey, clock),
      tokenReviews,
      connections: guardConnections(createConnectionGateway(addressPolicy, clock), tokenReviews),
      ownCluster: createOwnCluster(env.ownCluster),
      accessTokenSigner: createAccessTokenSigner(authSecret, clock),
      accessTokenUses: createAccessTokenUses(),
      passwordHasher: argon2PasswordHasher,
      refusalBudget: createRefusalBudget(clock),
      refusedTemplates: createRefusedTemplates(),
    };
    const humanAuth = createHumanAuth({
      services,
      database,
      siteUrl: env.siteUrl,
      secret: authSecret.toString("base64"),
    });
    return {
      env,
      services,
      humanAuth,
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
