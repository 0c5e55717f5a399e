import { Duplex } from "node:stream";
import type { PGlite } from "@electric-sql/pglite";
import { LISTEN } from "./changes.ts";

/**
 * The socket `pg` would open to a PostgreSQL server, ending in an embedded PGlite instead, so that both databases are
 * reached through one driver, one adapter and one mapping of errors.
 *
 * PGlite is a single session. The pool over this stream must therefore hold one client (`max: 1`): a transaction then
 * owns the session from BEGIN to COMMIT, and every other query waits for its turn.
 */
export class EmbeddedStream extends Duplex {
  readonly #engine: PGlite;

  constructor(engine: PGlite) {
    super();
    this.#engine = engine;
  }

  /** `pg` calls the methods of net.Socket below; there is no network to tune. */
  connect(): this {
    this.#startSession().then(
      () => this.emit("connect"),
      (error: Error) => this.destroy(error),
    );
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {
    // Answers are pushed as they come; there is nothing to ask for.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#send(chunk).then(() => done(), done);
  }

  // `pg` corks parse, bind, describe, execute and sync into one batch: one crossing into WebAssembly for a whole query.
  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk))).then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.push(null);
    this.destroy();
    done();
  }

  async #send(message: Buffer): Promise<void> {
    const answer = await this.#engine.execProtocolRaw(message);
    if (answer.length > 0) this.push(answer);
  }

  // A server ends a session with its connection, and open transactions, advisory locks and settings go with it. Here the
  // session outlives the client, so the next client first clears what the last may have left. Then it listens: what is told
  // comes with the answer to the statement that caused it.
  async #startSession(): Promise<void> {
    if (this.#engine.isInTransaction()) await this.#engine.exec("ROLLBACK");
    await this.#engine.exec("DISCARD ALL");
    await this.#engine.exec(LISTEN);
  }
}
