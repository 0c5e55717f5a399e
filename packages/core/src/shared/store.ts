import { type Database, type Prisma, type PrismaClient, type Sql, sqlWithin } from "@podpass/prisma";
import { accessTokenRepository } from "../access-token/access-token.repository.ts";
import { accessTokenInventoryRepository } from "../access-token/access-token-inventory.repository.ts";
import { accountRepository } from "../account/account.repository.ts";
import { auditChainRepository } from "../audit/audit-chain.repository.ts";
import { auditEventRepository } from "../audit/audit-event.repository.ts";
import { auditRetentionRepository } from "../audit/audit-retention.repository.ts";
import { dataKeyRepository } from "../encryption/data-key.repository.ts";
import { encryptedValueRepository } from "../encryption/encrypted-value.repository.ts";
import { environmentRepository } from "../environment/environment.repository.ts";
import { folderRepository } from "../folder/folder.repository.ts";
import { identityRepository } from "../identity/identity.repository.ts";
import { identitySearchRepository } from "../identity/identity-search.repository.ts";
import { invitationRepository } from "../invitation/invitation.repository.ts";
import { jobRepository } from "../job/job.repository.ts";
import { kubernetesAuthRepository } from "../kubernetes-auth/kubernetes-auth.repository.ts";
import { kubernetesConnectionRepository } from "../kubernetes-connection/kubernetes-connection.repository.ts";
import { loginAttemptRepository } from "../login-activity/login-attempt.repository.ts";
import { memberRepository } from "../member/member.repository.ts";
import { organizationRepository } from "../organization/organization.repository.ts";
import { passwordResetRepository } from "../password-reset/password-reset.repository.ts";
import { projectRepository } from "../project/project.repository.ts";
import { projectMembershipRepository } from "../project-membership/project-membership.repository.ts";
import { roleRepository } from "../role/role.repository.ts";
import { secondFactorRepository } from "../second-factor/second-factor.repository.ts";
import { secretRepository } from "../secret/secret.repository.ts";
import { secretOverrideRepository } from "../secret/secret-override.repository.ts";
import { secretVersionRepository } from "../secret/secret-version.repository.ts";
import { secretImportRepository } from "../secret-import/secret-import.repository.ts";
import { sessionRepository } from "../session/session.repository.ts";
import { attemptRepository } from "../sign-in/attempt.repository.ts";
import { challengeRepository } from "../sign-in/challenge.repository.ts";
import { tagRepository } from "../tag/tag.repository.ts";
import { tokenAuthRepository } from "../token-auth/token-auth.repository.ts";
import { clientSecretRepository } from "../universal-auth/client-secret.repository.ts";
import { lockoutRepository } from "../universal-auth/lockout.repository.ts";
import { universalAuthRepository } from "../universal-auth/universal-auth.repository.ts";
import type { Changes } from "./change-cache.ts";

/** A database connection, or a transaction on one. */
export type Db = PrismaClient | Prisma.TransactionClient;

/**
 * Every repository over one connection or transaction. With `changes` the repositories on the path of pods keep what they
 * read until it changes; in a transaction nothing is kept.
 */
function createStore(db: Db, sql: Sql, changes?: Changes) {
  return {
    accessTokenInventory: accessTokenInventoryRepository(db),
    accessTokens: accessTokenRepository(db, sql, changes),
    accounts: accountRepository(db),
    attempts: attemptRepository(db),
    audit: auditEventRepository(db),
    auditChains: auditChainRepository(db),
    auditRetentions: auditRetentionRepository(db),
    challenges: challengeRepository(db),
    clientSecrets: clientSecretRepository(db),
    dataKeys: dataKeyRepository(db),
    encryptedValues: encryptedValueRepository(db),
    environments: environmentRepository(db),
    folders: folderRepository(db),
    identities: identityRepository(db),
    identitySearch: identitySearchRepository(db),
    invitations: invitationRepository(db),
    jobs: jobRepository(db),
    kubernetesAuths: kubernetesAuthRepository(db, sql, changes),
    loginAttempts: loginAttemptRepository(db, sql),
    kubernetesConnections: kubernetesConnectionRepository(db),
    lockouts: lockoutRepository(db),
    members: memberRepository(db),
    organizations: organizationRepository(db),
    passwordResets: passwordResetRepository(db),
    projectMemberships: projectMembershipRepository(db),
    projects: projectRepository(db, changes),
    roles: roleRepository(db),
    secondFactors: secondFactorRepository(db),
    secrets: secretRepository(db, sql),
    secretImports: secretImportRepository(db),
    secretOverrides: secretOverrideRepository(db),
    secretVersions: secretVersionRepository(db),
    sessions: sessionRepository(db),
    tags: tagRepository(db),
    tokenAuths: tokenAuthRepository(db),
    universalAuths: universalAuthRepository(db),
  };
}
export type Store = ReturnType<typeof createStore>;

/** Every transaction ends within this, so that a stuck one never holds its locks for long. */
export const TRANSACTION_TIMEOUT_MS = 10_000;

/** The store of a database, and the two ways of changing what replicas keep: when either returns, none goes by it any more. */
export function openStore({ client, sql, changes }: Database) {
  const store = createStore(client, sql, changes);
  return {
    store,
    /** Runs several writes as one. */
    async transaction<Result>(work: (tx: Store) => Promise<Result>): Promise<Result> {
      const result = await client.$transaction((tx) => work(createStore(tx, sqlWithin(tx))), {
        maxWait: TRANSACTION_TIMEOUT_MS,
        timeout: TRANSACTION_TIMEOUT_MS,
      });
      await changes.settle();
      return result;
    },
    /** Runs one write that is one statement. */
    async statement<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
      const result = await work(store);
      await changes.settle();
      return result;
    },
  };
}
