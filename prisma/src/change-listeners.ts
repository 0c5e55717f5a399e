import { AUDIT_CHANNEL, type AuditListener, CHANGES_CHANNEL, type Change, type ChangeListener } from "./changes.ts";

/** Those who listen, and what they are told. */
export class ChangeListeners {
  readonly #changes: ChangeListener[] = [];
  readonly #audits: AuditListener[] = [];

  add(listener: ChangeListener): void {
    this.#changes.push(listener);
  }

  addToAudit(listener: AuditListener): void {
    this.#audits.push(listener);
  }

  /** Hands on what a trigger wrote to one of the channels. */
  tell(channel: string, payload: string | undefined): void {
    if (channel === CHANGES_CHANNEL) for (const listener of this.#changes) listener(parseChange(payload));
    if (channel !== AUDIT_CHANNEL) return;
    const [projectId, auditEventId] = (payload ?? "").split(" ");
    for (const listener of this.#audits) {
      if (projectId && auditEventId) listener.told({ projectId, auditEventId });
      else listener.missed();
    }
  }

  /** From now on nothing from before is certain. */
  lose(): void {
    for (const listener of this.#changes) listener({ kind: "everything" });
    for (const listener of this.#audits) listener.missed();
  }
}

/** Reads what a trigger wrote. What is not understood may concern everything. */
function parseChange(payload: string | undefined): Change {
  const [kind, id] = (payload ?? "").split(" ");
  if ((kind === "identity" || kind === "project" || kind === "data-key") && id) return { kind, id };
  return { kind: "everything" };
}
