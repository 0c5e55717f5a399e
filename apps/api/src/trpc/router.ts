import { accessTokenRouter } from "./access-token.router.ts";
import { accountRouter } from "./account.router.ts";
import { auditRouter } from "./audit.router.ts";
import { environmentRouter } from "./environment.router.ts";
import { folderRouter } from "./folder.router.ts";
import { identityRouter } from "./identity.router.ts";
import { router } from "./init.ts";
import { invitationRouter } from "./invitation.router.ts";
import { kubernetesAuthRouter } from "./kubernetes-auth.router.ts";
import { loginAttemptRouter } from "./login-attempt.router.ts";
import { memberRouter } from "./member.router.ts";
import { organizationRouter } from "./organization.router.ts";
import { passwordResetRouter } from "./password-reset.router.ts";
import { projectRouter } from "./project.router.ts";
import { projectImportRouter } from "./project-import.router.ts";
import { projectMembershipRouter } from "./project-membership.router.ts";
import { roleRouter } from "./role.router.ts";
import { secretRouter } from "./secret.router.ts";
import { secretImportRouter } from "./secret-import.router.ts";
import { sessionRouter } from "./session.router.ts";
import { setupRouter } from "./setup.router.ts";
import { tagRouter } from "./tag.router.ts";
import { tokenAuthRouter } from "./token-auth.router.ts";
import { universalAuthRouter } from "./universal-auth.router.ts";

/** Everything the dashboard can ask. Dates travel as ISO 8601 strings. */
export const appRouter = router({
  accessToken: accessTokenRouter,
  account: accountRouter,
  audit: auditRouter,
  environment: environmentRouter,
  folder: folderRouter,
  identity: identityRouter,
  invitation: invitationRouter,
  kubernetesAuth: kubernetesAuthRouter,
  loginAttempt: loginAttemptRouter,
  member: memberRouter,
  organization: organizationRouter,
  passwordReset: passwordResetRouter,
  project: projectRouter,
  projectImport: projectImportRouter,
  projectMembership: projectMembershipRouter,
  role: roleRouter,
  secret: secretRouter,
  secretImport: secretImportRouter,
  session: sessionRouter,
  setup: setupRouter,
  tokenAuth: tokenAuthRouter,
  tag: tagRouter,
  universalAuth: universalAuthRouter,
});
export type AppRouter = typeof appRouter;
