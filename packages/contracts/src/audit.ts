import { z } from "zod";
import { PageInput, pageOf } from "./fields/page.ts";
import { Text } from "./fields/text.ts";

/** Everything that is written down, `noun.verb`. */
export const AUDIT_ACTIONS = [
  "organization.create",
  "organization.update",
  "organization.disable",
  "organization.enable",
  "user.sign_in",
  "identity.create",
  "identity.update",
  "identity.delete",
  "identity.login",
  "identity.login_refused",
  "kubernetes_auth.attach",
  "kubernetes_auth.update",
  "kubernetes_auth.detach",
  "kubernetes_auth.check",
  "universal_auth.attach",
  "universal_auth.update",
  "universal_auth.detach",
  "universal_auth.clear_lockouts",
  "token_auth.attach",
  "token_auth.update",
  "token_auth.detach",
  "client_secret.create",
  "client_secret.revoke",
  "access_token.issue",
  "access_token.rename",
  "access_token.renew",
  "access_token.revoke",
  "project.create",
  "project.update",
  "project.delete",
  "environment.create",
  "environment.update",
  "environment.delete",
  "project_membership.create",
  "project_membership.update",
  "project_membership.delete",
  "permission_template.refuse",
  "folder.create",
  "folder.update",
  "folder.delete",
  "secret.create",
  "secret.update",
  "secret.delete",
  "secret.read",
] as const;
export const AuditAction = z.enum(AUDIT_ACTIONS);
export type AuditAction = z.output<typeof AuditAction>;

export const ListAuditEventsInput = PageInput.extend({
  action: AuditAction.optional(),
  requestId: Text.max(64).optional(),
});
export type ListAuditEventsInput = z.output<typeof ListAuditEventsInput>;

export const AuditEventOutput = z.object({
  id: z.string(),
  occurredAt: z.date(),
  action: z.string(),
  actor: z.object({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  subject: z.object({ type: z.string(), id: z.string() }),
  projectId: z.string().nullable(),
  requestId: z.string(),
  ipAddress: z.string(),
  userAgent: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEventOutput = z.output<typeof AuditEventOutput>;
export const AuditEventPage = pageOf(AuditEventOutput);
export type AuditEventPage = z.output<typeof AuditEventPage>;
