import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { ChangeListeners } from "./change-listeners.ts";
import { type AuditListener, CHANGES_CHANNEL, type ChangeFeed, type ChangeListener, LISTEN } from "./changes.ts";

/**
 * How long a replica goes on believing what it has read after it last proved that it is told of changes. Counted from
 * when it sent the proof, which the server answers only after all notifications before it.
 */
const BELIEF_MS = 2_500;
/** How often it proves it. */
const HEARTBEAT_MS = 1_000;
/** After this long a replica that did not answer goes by nothing it read before: BELIEF_MS, and room for unequal clocks. */
const SETTLED_AT_LATEST_MS = 3_000;
const RECONNECT_MS = 500;

/** Asks every replica to say that it has got this far: `seen? <who asks> <question>`. */
const QUESTION = "seen?";
const UPSERT = `
  INSERT INTO replicas (id, heard_at) VALUES ($1, clock_timestamp())
  ON CONFLICT (id) DO UPDATE SET heard_at = excluded.heard_at`;
/** Notifications arrive in the order of commits, so whoever answers has been told of all before the question. */
const ASK_OTHERS = `
  SELECT id, heard_at::text AS "heardAt", pg_notify('${CHANGES_CHANNEL}', $2) FROM replicas WHERE id <> $1`;

const NEVER = { monotonicMs: Number.NEGATIVE_INFINITY, wallMs: Number.NEGATIVE_INFINITY };

interface OtherReplica {
  id: string;
  heardAt: string;
}

/**
 * The changes that all replicas over one PostgreSQL make. Safe by time alone: a replica that proved at moment s that it
 * listens believes its memory until s + BELIEF_MS, and is told before it can prove it again; so once SETTLED_AT_LATEST_MS
 * have passed since a commit, no replica goes by what it read before it, whatever broke. The answers of the replicas only
 * make that wait short.
 */
export class PostgresChanges implements ChangeFeed {
  readonly #config: pg.ClientConfig;
  readonly #id = randomUUID();
  readonly #listeners = new ChangeListeners();
  /** Who has answered the question under way. */
  #answers: { question: string; from: Set<string>; check: () => void } | undefined;
  #client: pg.Client | undefined;
  #provedAt = NEVER;
  /** One statement at a time on the one connection. */
  #lastStatement: Promise<unknown> = Promise.resolve();
  #settling: Promise<void> = Promise.resolve();
  #nextSettling: Promise<void> | undefined;
  readonly #closing = new AbortController();
  readonly #firstAttempt = Promise.withResolvers<void>();
  readonly #running: Promise<void>;

  private constructor(config: pg.ClientConfig) {
    this.#config = config;
    this.#running = this.#run();
  }

  /** Listens until it is closed, and begins again whenever that ends. Resolves after the first attempt. */
  static async open(config: pg.ClientConfig): Promise<PostgresChanges> {
    const changes = new PostgresChanges(config);
    await changes.#firstAttempt.promise;
    return changes;
  }

  isCurrent(): boolean {
    if (!this.#client) return false;
    const { monotonicMs, wallMs } = this.#provedAt;
    // The monotonic clock stands while a virtual machine does, the other one may be set: both must agree.
    const elapsed = [performance.now() - monotonicMs, Date.now() - wallMs];
    return elapsed.every((ms) => ms >= 0 && ms < BELIEF_MS);
  }

  subscribe(listener: ChangeListener): void {
    this.#listeners.add(listener);
  }

  subscribeToAudit(listener: AuditListener): void {
    this.#listeners.addToAudit(listener);
  }

  settle(): Promise<void> {
    // A question that is not sent yet comes after this caller's commit as well: callers share it.
    this.#nextSettling ??= this.#settling.then(() => {
      this.#nextSettling = undefined;
      this.#settling = this.#askOthers();
      return this.#settling;
    });
    return this.#nextSettling;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await this.#listen().catch(() => {});
      this.#firstAttempt.resolve();
      await delay(RECONNECT_MS, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  /** Connects, and proves again and again that it listens. @throws when that fails */
  async #listen(): Promise<void> {
    const { signal } = this.#closing;
    const client = new pg.Client({ ...this.#config, application_name: "podpass changes", query_timeout: BELIEF_MS });
    client.on("notification", ({ channel, payload }) => this.#hear(client, channel, payload));
    client.on("error", () => this.#lose(client));
    client.on("end", () => this.#lose(client));
    try {
      await client.connect();
      await client.query(`${LISTEN}; LISTEN ${answerChannel(this.#id)}`);
      this.#client = client;
      while (this.#client === client && !signal.aborted) {
        const sentAt = { monotonicMs: performance.now(), wallMs: Date.now() };
        await this.#send(UPSERT, [this.#id]);
        this.#provedAt = sentAt;
        this.#firstAttempt.resolve();
        await delay(HEARTBEAT_MS, undefined, { signal, ref: false }).catch(() => {});
      }
      if (signal.aborted) await this.#send("DELETE FROM replicas WHERE id = $1", [this.#id]);
    } finally {
      this.#lose(client);
    }
  }

  /** From now on this replica goes by nothing that it read before. */
  #lose(client: pg.Client | undefined): void {
    client?.end().catch(() => {});
    if (!client || this.#client !== client) return;
    this.#client = undefined;
    this.#provedAt = NEVER;
    this.#listeners.lose();
  }

  #hear(client: pg.Client, channel: string, payload = ""): void {
    const [first = "", second = "", third = ""] = payload.split(" ");
    if (channel === answerChannel(this.#id)) {
      const answers = this.#answers;
      if (answers?.question !== first) return;
      answers.from.add(second);
      answers.check();
    } else if (first !== QUESTION) {
      this.#listeners.tell(channel, payload);
    } else if (second !== this.#id && this.#client === client) {
      this.#send("SELECT pg_notify($1, $2)", [answerChannel(second), `${third} ${this.#id}`]).catch(() => {});
    }
  }

  async #askOthers(): Promise<void> {
    const question = randomUUID();
    const askedAt = performance.now();
    const { promise: answered, resolve: notify } = Promise.withResolvers<void>();
    const from = new Set<string>();
    // An answer may come before the list of those who were asked.
    let others: OtherReplica[] | undefined;
    const check = () => others?.every(({ id }) => from.has(id)) && notify();
    this.#answers = { question, from, check };
    try {
      others = await this.#send<OtherReplica>(ASK_OTHERS, [this.#id, `${QUESTION} ${this.#id} ${question}`]);
      check();
      await withinMs(answered, SETTLED_AT_LATEST_MS);
      const silent = others.filter(({ id }) => !from.has(id));
      // Not those that were heard meanwhile: they believe what they have read since.
      for (const { id, heardAt } of silent)
        await this.#send("DELETE FROM replicas WHERE id = $1 AND heard_at = $2", [id, heardAt]);
    } catch {
      // Nobody could be asked. Replicas that are told of changes are told of this one; the others forget soon.
      await delay(Math.max(0, SETTLED_AT_LATEST_MS - (performance.now() - askedAt)));
    }
  }

  #send<Row extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<Row[]> {
    const statement = this.#lastStatement.then(async () => {
      const client = this.#client;
      if (!client) throw new Error("Not connected");
      const answer = client.query<Row>(sql, values);
      // Whatever failed: what this connection has been told of is no longer certain.
      answer.catch(() => this.#lose(client));
      return (await answer).rows;
    });
    this.#lastStatement = statement.catch(() => {});
    return statement;
  }
}

function answerChannel(replicaId: string): string {
  return `podpass_seen_${replicaId.replaceAll("-", "")}`;
}

async function withinMs(promise: Promise<void>, ms: number): Promise<void> {
  const timeout = new AbortController();
  await Promise.race([promise, delay(ms, undefined, { signal: timeout.signal }).catch(() => {})]);
  timeout.abort();
}
