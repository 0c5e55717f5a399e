import pg from "pg";

/** Replicas tell each other of changes, sessions are opened and plans made anew, whatever is done meanwhile. */
const BESIDE_THE_WORK = /\breplicas\b|^LISTEN |pg_notify|^SET TIME ZONE |^DISCARD PLANS/;

/** SQL statements sent by this process while `work` runs, in order, those of transactions included. */
export async function recordStatements(work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const { query } = pg.Client.prototype;
  // Every database of Podpass is reached through pg, the embedded one included; only the text is looked at.
  pg.Client.prototype.query = function recorded(this: pg.Client, ...args: unknown[]) {
    const [first] = args;
    const text = typeof first === "string" ? first : textOf(first);
    if (text !== undefined && !BESIDE_THE_WORK.test(text)) statements.push(text.trim());
    return Reflect.apply(query, this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return statements;
}

function textOf(config: unknown): string | undefined {
  return typeof config === "object" && config !== null && "text" in config ? String(config.text) : undefined;
}
