export { createAccessTokenSigner } from "./access-token/access-token-signer.ts";
export { storeAccessTokenUses } from "./access-token/access-token-uses.ts";
export { cleanAccessTokens } from "./access-token/clean-access-tokens.ts";
export { countLiveAccessTokens, countLiveOfServiceAccount } from "./access-token/count-live-access-tokens.ts";
export { describeOwnAccessToken, type OwnAccessToken } from "./access-token/describe-own-access-token.ts";
export { getAccessToken, listAccessTokens } from "./access-token/list-access-tokens.ts";
export { renewAccessToken } from "./access-token/renew-access-token.ts";
export { revokeAccessToken } from "./access-token/revoke-access-token.ts";
export { revokeAccessTokens } from "./access-token/revoke-access-tokens.ts";
export { isTrustedIp } from "./access-token/trusted-ips.ts";
export { verifyAccessToken } from "./access-token/verify-access-token.ts";
export { type AccountContext, openAccount } from "./account/account-context.ts";
export { changePassword } from "./account/change-password.ts";
export { getAccount, updateAccount } from "./account/get-account.ts";
export {
  createResetLink,
  removeSecondFactor,
  setPassword,
  unlinkAccount,
  unlockAccount,
} from "./account/recover-account.ts";
export { eraseAuditEvents } from "./audit/erase-audit-events.ts";
export { exportAuditEvents, getAuditEvent, getAuditedProject, listAuditEvents } from "./audit/list-audit-events.ts";
export { pruneAuditEvents } from "./audit/prune-audit-events.ts";
export { recordRefusedCall, storeRefusedCalls } from "./audit/record-refused-call.ts";
export { sealAuditEvents } from "./audit/seal-audit-events.ts";
export { shipAuditEvents } from "./audit/ship-audit-events.ts";
export { updateAuditRetention } from "./audit/update-audit-retention.ts";
export { verifyAuditChain, verifyChainOf } from "./audit/verify-audit-chain.ts";
export { deriveSecret, parseRootKey, type RootKey, rootKeyFromBytes } from "./encryption/root-key.ts";
export { createRootKeys, type RootKeys } from "./encryption/root-keys.ts";
export { type KeyRotation, type KeyRotationReport, rotateKeys } from "./encryption/rotate-keys.ts";
export { createEnvironment } from "./environment/create-environment.ts";
export { deleteEnvironment } from "./environment/delete-environment.ts";
export { getEnvironment, listEnvironments } from "./environment/get-environment.ts";
export { updateEnvironment } from "./environment/update-environment.ts";
export { createFolder } from "./folder/create-folder.ts";
export { deleteFolder } from "./folder/delete-folder.ts";
export { getEnvironmentDeletionImpact, getFolderDeletionImpact } from "./folder/deletion-impact.ts";
export { getFolder, getFolderByPath, listFolders } from "./folder/get-folder.ts";
export { updateFolder } from "./folder/update-folder.ts";
export { createIdentity } from "./identity/create-identity.ts";
export { deleteIdentity } from "./identity/delete-identity.ts";
export { getIdentity, listIdentities } from "./identity/get-identity.ts";
export type { IdentityCondition } from "./identity/identity-search.repository.ts";
export { searchIdentities } from "./identity/search-identities.ts";
export { updateIdentity } from "./identity/update-identity.ts";
export { acceptInvitation, joinByInvitation, showInvitation } from "./invitation/accept-invitation.ts";
export { createInvitation } from "./invitation/create-invitation.ts";
export { listInvitations } from "./invitation/list-invitations.ts";
export { resendInvitation, withdrawInvitation } from "./invitation/resend-invitation.ts";
export { attachKubernetesAuth } from "./kubernetes-auth/attach-kubernetes-auth.ts";
export { detachKubernetesAuth } from "./kubernetes-auth/detach-kubernetes-auth.ts";
export { getKubernetesAuth } from "./kubernetes-auth/get-kubernetes-auth.ts";
export { loginWithKubernetes, loginWithVaultRole } from "./kubernetes-auth/login-with-kubernetes.ts";
export { tryKubernetesLogin } from "./kubernetes-auth/try-kubernetes-login.ts";
export { updateKubernetesAuth } from "./kubernetes-auth/update-kubernetes-auth.ts";
export { checkDueConnections } from "./kubernetes-connection/check-due-connections.ts";
export { checkKubernetesConnection } from "./kubernetes-connection/check-kubernetes-connection.ts";
export { getKubernetesConnection } from "./kubernetes-connection/get-kubernetes-connection.ts";
export { listConnectionWarnings } from "./kubernetes-connection/list-connection-warnings.ts";
export { getLoginAttempt } from "./login-activity/get-login-attempt.ts";
export { pruneLoginAttempts, storeRefusedLogins } from "./login-activity/keep-login-activity.ts";
export { listLoginAttempts } from "./login-activity/list-login-attempts.ts";
export type { Mailer } from "./mail/mailer.ts";
export { createSmtpMailer, type SmtpSettings } from "./mail/smtp-mailer.ts";
export { deactivateMember } from "./member/deactivate-member.ts";
export { listMembers } from "./member/list-members.ts";
export { getCurrentSession, openUserSession } from "./member/open-user-session.ts";
export { reactivateMember } from "./member/reactivate-member.ts";
export { resetMemberSecondFactor, unlockMember } from "./member/recover-member.ts";
export { leaveOrganization, removeMember } from "./member/remove-member.ts";
export { updateMember } from "./member/update-member.ts";
export { type OidcAdmission, signInWithOidc } from "./oidc/sign-in-with-oidc.ts";
export { createOrganization } from "./organization/create-organization.ts";
export { disableOrganization, enableOrganization } from "./organization/disable-organization.ts";
export { getOrganization } from "./organization/get-organization.ts";
export { updateOrganization } from "./organization/update-organization.ts";
export { deleteOwnIdentity, updateOwnIdentity } from "./own-identity/change-own-identity.ts";
export { createOwnIdentity } from "./own-identity/create-own-identity.ts";
export { getOwnIdentity, listOwnIdentities } from "./own-identity/get-own-identity.ts";
export { requestPasswordReset } from "./password-reset/request-password-reset.ts";
export { resetPassword } from "./password-reset/reset-password.ts";
export { createProject } from "./project/create-project.ts";
export { deleteProject } from "./project/delete-project.ts";
export { getProject } from "./project/get-project.ts";
export { listProjects } from "./project/list-projects.ts";
export { listReachableProjects } from "./project/list-reachable-projects.ts";
export { updateProject } from "./project/update-project.ts";
export {
  type ProjectEventSink,
  type ProjectEventSubscription,
  subscribeToProjectEvents,
} from "./project-event/subscribe-to-project-events.ts";
export { importProject } from "./project-import/import-project.ts";
export { previewProjectImport } from "./project-import/preview-project-import.ts";
export { addProjectIdentity, addProjectUser, addProjectUsersByEmail } from "./project-membership/add-project-member.ts";
export {
  getMembership,
  getProjectIdentity,
  listAvailableIdentities,
  listAvailableUsers,
  listIdentityProjects,
  listProjectIdentities,
  listProjectUsers,
} from "./project-membership/list-project-members.ts";
export { removeProjectIdentity, removeProjectUser } from "./project-membership/remove-project-member.ts";
export { updateProjectIdentity, updateProjectUser } from "./project-membership/update-project-member.ts";
export { createRequestLimiter, type RequestLimiter } from "./request-limit/request-limiter.ts";
export { createOrganizationRole, createProjectRole } from "./role/create-role.ts";
export { deleteOrganizationRole, deleteProjectRole } from "./role/delete-role.ts";
export { listOrganizationRoleHolders, listProjectRoleHolders } from "./role/list-role-holders.ts";
export {
  getOrganizationRole,
  getProjectRole,
  getProjectRoleById,
  getProjectRoleBySlug,
  listOrganizationRoles,
  listProjectRoles,
} from "./role/list-roles.ts";
export { updateOrganizationRole, updateProjectRole } from "./role/update-role.ts";
export {
  beginSecondFactor,
  confirmSecondFactor,
  disableSecondFactor,
  renewRecoveryCodes,
} from "./second-factor/manage-second-factor.ts";
export { applySecrets } from "./secret/apply-secrets.ts";
export { compareEnvironments } from "./secret/compare-environments.ts";
export { copySecrets } from "./secret/copy-secrets.ts";
export { createSecret, createSecrets } from "./secret/create-secrets.ts";
export { deleteSecret, deleteSecrets } from "./secret/delete-secrets.ts";
export { exportProject, type OpenedProjectExport } from "./secret/export-project.ts";
export { exportSecrets } from "./secret/export-secrets.ts";
export { findAtPath } from "./secret/find-at-path.ts";
export { getSecret, getSecretById } from "./secret/get-secret.ts";
export { listSecretVersions } from "./secret/list-secret-versions.ts";
export { listSecrets } from "./secret/list-secrets.ts";
export { moveSecrets } from "./secret/move-secrets.ts";
export {
  deleteSecretOverride,
  listSecretOverrides,
  revealSecretOverride,
  setSecretOverride,
} from "./secret/override-secret.ts";
export { previewSecrets } from "./secret/preview-secrets.ts";
export { getSecretAsBytes, listSecretsAsBytes } from "./secret/read-secrets-as-bytes.ts";
export { resolveSecret } from "./secret/resolve-secret.ts";
export { restoreSecret } from "./secret/restore-secret.ts";
export { revealSecret } from "./secret/reveal-secret.ts";
export { searchSecrets } from "./secret/search-secrets.ts";
export { updateSecret, updateSecrets } from "./secret/update-secrets.ts";
export { createSecretImport } from "./secret-import/create-secret-import.ts";
export { deleteSecretImport } from "./secret-import/delete-secret-import.ts";
export { getSecretImport, listSecretImports } from "./secret-import/get-secret-import.ts";
export { updateSecretImport } from "./secret-import/update-secret-import.ts";
export { revokeSession, signOut, signOutEverywhere } from "./session/end-sessions.ts";
export { listSessions } from "./session/list-sessions.ts";
export type { OpenedSession } from "./session/open-session.ts";
export { pruneSessions } from "./session/prune-sessions.ts";
export { resumeSession } from "./session/resume-session.ts";
export { bootstrapInstance } from "./setup/bootstrap-instance.ts";
export { createFirstAdmin, isSetUp } from "./setup/create-first-admin.ts";
export { AppError, invalidField, invalidRequest, parseWith } from "./shared/app-error.ts";
export { type Clock, systemClock } from "./shared/clock.ts";
export { createServices } from "./shared/create-services.ts";
export { readIpAddress, UNKNOWN_IP_ADDRESS } from "./shared/ip-address.ts";
export type { Logger } from "./shared/logger.ts";
export { openStore } from "./shared/store.ts";
export type { OpenAgain, PublicContext, RequestInfo, Services, UseCaseContext } from "./shared/use-case-context.ts";
export { proveSecondFactor } from "./sign-in/prove-second-factor.ts";
export { signInWithPassword } from "./sign-in/sign-in-with-password.ts";
export { createTag } from "./tag/create-tag.ts";
export { deleteTag } from "./tag/delete-tag.ts";
export { listTags } from "./tag/list-tags.ts";
export { updateTag } from "./tag/update-tag.ts";
export { attachTokenAuth } from "./token-auth/attach-token-auth.ts";
export { createToken } from "./token-auth/create-token.ts";
export { detachTokenAuth } from "./token-auth/detach-token-auth.ts";
export { getTokenAuth } from "./token-auth/get-token-auth.ts";
export { renameToken } from "./token-auth/rename-token.ts";
export { updateTokenAuth } from "./token-auth/update-token-auth.ts";
export { attachUniversalAuth } from "./universal-auth/attach-universal-auth.ts";
export { clearLockouts } from "./universal-auth/clear-lockouts.ts";
export { createClientSecret } from "./universal-auth/create-client-secret.ts";
export { detachUniversalAuth } from "./universal-auth/detach-universal-auth.ts";
export { getUniversalAuth } from "./universal-auth/get-universal-auth.ts";
export { getClientSecret, listClientSecrets } from "./universal-auth/list-client-secrets.ts";
export { loginWithUniversalAuth } from "./universal-auth/login-with-universal-auth.ts";
export { revokeClientSecret } from "./universal-auth/revoke-client-secret.ts";
export { updateUniversalAuth } from "./universal-auth/update-universal-auth.ts";
