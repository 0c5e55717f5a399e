import { z } from "zod";
import { Id } from "./fields/ids.ts";
import { PageInput, pageOf, Search } from "./fields/page.ts";

/** Everything that is written down, `noun.verb`. */
export const AUDIT_ACTIONS = [
  "access.refuse",
  "access.refuse_many",
  "audit.prune",
  "audit.erase",
  "audit_retention.update",
  "data_key.rewrap",
  "data_key.rotate",
  "organization.create",
  "organization.update",
  "organization.disable",
  "organization.enable",
  "user.sign_in",
  "user.sign_in_refused",
  "user.sign_out",
  "user.lock",
  "user.unlock",
  "user.update",
  "user.password_change",
  "user.password_reset_request",
  "user.password_reset",
  "user.session_revoke",
  "user.second_factor_enable",
  "user.second_factor_disable",
  "user.second_factor_reset",
  "user.recovery_codes_renew",
  "user.recovery_code_use",
  "invitation.create",
  "invitation.resend",
  "invitation.withdraw",
  "invitation.accept",
  "member.update",
  "member.deactivate",
  "member.reactivate",
  "member.remove",
  "member.leave",
  "user.link",
  "user.unlink",
  "identity.create",
  "identity.update",
  "identity.delete",
  "identity.login",
  "identity.login_refused",
  "kubernetes_auth.attach",
  "kubernetes_auth.update",
  "kubernetes_auth.detach",
  "kubernetes_auth.check",
  "kubernetes_auth.try_login",
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
  "project.import",
  "environment.create",
  "environment.update",
  "environment.delete",
  "project_membership.create",
  "project_membership.update",
  "project_membership.delete",
  "role.create",
  "role.update",
  "role.delete",
  "permission_template.refuse",
  "folder.create",
  "folder.update",
  "folder.delete",
  "tag.create",
  "tag.update",
  "tag.delete",
  "secret_import.create",
  "secret_import.update",
  "secret_import.delete",
  "secret.create",
  "secret.update",
  "secret.delete",
  "secret.read",
  "secret.copy",
  "secret.move",
  "secret.export",
  "secret_override.set",
  "secret_override.delete",
] as const;
export const AuditAction = z.enum(AUDIT_ACTIONS);
export type AuditAction = z.output<typeof AuditAction>;

/** Who acts: a person, an identity, or the server itself, which also writes down whoever is nobody yet. */
export const AUDIT_ACTOR_TYPES = ["user", "identity", "system"] as const;
export const AuditActorType = z.enum(AUDIT_ACTOR_TYPES, "Must be user, identity or system");
export type AuditActorType = z.output<typeof AuditActorType>;

/** What is written down of whoever was not let through; every other action was done. */
export const REFUSED_AUDIT_ACTIONS = [
  "access.refuse",
  "access.refuse_many",
  "identity.login_refused",
  "permission_template.refuse",
  "user.sign_in_refused",
] as const satisfies readonly AuditAction[];

export const AUDIT_OUTCOMES = ["succeeded", "refused"] as const;
export const AuditOutcome = z.enum(AUDIT_OUTCOMES, "Must be succeeded or refused");
export type AuditOutcome = z.output<typeof AuditOutcome>;

/** How what an event tells of came out. */
export function outcomeOf(action: string): AuditOutcome {
  return REFUSED_AUDIT_ACTIONS.some((refused) => refused === action) ? "refused" : "succeeded";
}

/** An instant as clients write it: RFC 3339, with a zone. */
const Instant = z.iso
  .datetime({ offset: true, error: "Must be an instant such as 2026-01-31T12:00:00Z" })
  .transform((text) => new Date(text));

/** Which events are wanted; everything that is given must hold. */
export const AuditFilter = z.object({
  action: AuditAction.optional(),
  actorType: AuditActorType.optional(),
  outcome: AuditOutcome.optional(),
  /**
   * Who, on what, in which request, from where: an id or an address in full; or a part of the name of a person, an
   * identity or a project, of those that are gone as well.
   */
  search: Search,
  projectId: Id.optional(),
  /** From this instant on. */
  from: Instant.optional(),
  /** Up to and without this instant. */
  to: Instant.optional(),
});
export type AuditFilter = z.output<typeof AuditFilter>;

export const ListAuditEventsInput = PageInput.extend(AuditFilter.shape);
export type ListAuditEventsInput = z.output<typeof ListAuditEventsInput>;

export const GetAuditEventInput = z.object({ eventId: Id });
export type GetAuditEventInput = z.output<typeof GetAuditEventInput>;

/** A project as the log knows it. */
export const AuditedProject = z.object({ id: z.string(), name: z.string() });
export type AuditedProject = z.output<typeof AuditedProject>;

/** How many events an answer that ships the log has at most. */
export const SHIPPED_EVENTS = { default: 500, max: 1000 } as const;

/** For shipping the log elsewhere: the events behind a place of the chain that the filter lets through, in its order. */
export const ShipAuditEventsInput = AuditFilter.extend({
  /** The `nextAfter` of the answer before; 0 for the beginning. */
  after: z.int().min(0).default(0),
  limit: z.int().min(1).max(SHIPPED_EVENTS.max).default(SHIPPED_EVENTS.default),
});
export type ShipAuditEventsInput = z.output<typeof ShipAuditEventsInput>;

export const AuditEventOutput = z.object({
  id: z.string(),
  occurredAt: z.date(),
  action: z.string(),
  outcome: AuditOutcome,
  actor: z.object({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  /** The name is null of what is neither a person nor an identity: of that the detail may tell one. */
  subject: z.object({ type: z.string(), id: z.string(), name: z.string().nullable() }),
  projectId: z.string().nullable(),
  requestId: z.string(),
  ipAddress: z.string(),
  userAgent: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEventOutput = z.output<typeof AuditEventOutput>;
export const AuditEventPage = pageOf(AuditEventOutput);
export type AuditEventPage = z.output<typeof AuditEventPage>;

/** An event at its place in the organization's chain. A number is missing where a project's retention erased the event. */
const SealedAuditEventOutput = AuditEventOutput.extend({
  sequence: z.int(),
  /** Hex. */
  hash: z.string(),
});
export const ShippedAuditEvents = z.object({
  items: z.array(SealedAuditEventOutput),
  /** Where the next call goes on, also when nothing was there that the filter lets through. */
  nextAfter: z.int(),
  /** True once nothing older than a moment is left to ship. */
  isCaughtUp: z.boolean(),
});
export type ShippedAuditEvents = z.output<typeof ShippedAuditEvents>;

/** What is wrong at one place of a chain of audit events. */
export const AuditChainProblem = z.object({
  kind: z.enum(["altered", "removed", "inserted", "unproven", "ends_altered"]),
  sequence: z.number(),
  /** Null where the event itself is gone. */
  eventId: z.string().nullable(),
});
export type AuditChainProblem = z.output<typeof AuditChainProblem>;

/** Whether an organization's audit events are all there and as they were written. */
export const AuditChainReport = z.object({
  organizationId: z.string(),
  isIntact: z.boolean(),
  checkedCount: z.int(),
  /** Of these, how many lost their contents by their project's retention; their places are proven. */
  erasedCount: z.int(),
  /** Written, and in the chain within moments. */
  unsealedCount: z.int(),
  /** Larger than 1 once old events were removed by the retention. */
  firstSequence: z.number(),
  headSequence: z.number(),
  /** Hex; to be noted elsewhere by whoever must notice a database that was put back. Null before the first event. */
  headHash: z.string().nullable(),
  problemCount: z.number(),
  /** The first hundred. */
  problems: z.array(AuditChainProblem),
});
export type AuditChainReport = z.output<typeof AuditChainReport>;
