/** What was changed of that which decides who may do what. */
export type Change = { kind: "identity" | "project"; id: string } | { kind: "everything" };

export type ChangeListener = (change: Change) => void;

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
  /**
   * To be awaited between committing a change and acknowledging it: resolves when no process uses what it read before.
   * Never rejects.
   */
  settle(): Promise<void>;
}

/** The channel that the triggers write to. */
export const CHANGES_CHANNEL = "podpass_changes";

/** Reads what a trigger wrote. What is not understood may concern everything. */
export function parseChange(payload: string | undefined): Change {
  const [kind, id] = (payload ?? "").split(" ");
  if ((kind === "identity" || kind === "project") && id) return { kind, id };
  return { kind: "everything" };
}
