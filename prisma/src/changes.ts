/**
 * What was changed of that which decides who may do what, or which data key of an organization seals: then the id is the
 * organization's.
 */
export type Change = { kind: "identity" | "project" | "data-key"; id: string } | { kind: "everything" };

export type ChangeListener = (change: Change) => void;

/** That an audit event about what a project's secrets are was committed (see the migration `tell_of_audit_events`). */
export interface AuditNotice {
  projectId: string;
  auditEventId: string;
}

export interface AuditListener {
  told(notice: AuditNotice): void;
  /** Some may not have been told of. */
  missed(): void;
}

/**
 * Tells this process of changes that any process makes, so that it may keep what it has read. The database's own triggers
 * say what changed (see the migration `tell_of_changes`).
 */
export interface ChangeFeed {
  /**
   * Whether this process has been told of every change that was acknowledged before now, wherever it was made. While
   * false, what was read before must not be used.
   */
  isCurrent(): boolean;
  /** Calls the listener for every change, and with `everything` when some may have been missed. */
  subscribe(listener: ChangeListener): void;
  /** Tells the listener of each audit event about what a project's secrets are, in the order of commits. */
  subscribeToAudit(listener: AuditListener): void;
  /**
   * To be awaited between committing a change and acknowledging it: resolves when no process uses what it read before.
   * Never rejects.
   */
  settle(): Promise<void>;
}

/** The channels that the triggers write to. */
export const CHANGES_CHANNEL = "podpass_changes";
export const AUDIT_CHANNEL = "podpass_audit";
/** The statement that begins to listen to both. */
export const LISTEN = `LISTEN ${CHANGES_CHANNEL}; LISTEN ${AUDIT_CHANNEL}`;
