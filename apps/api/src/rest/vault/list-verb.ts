import type { Socket } from "node:net";
import { Duplex } from "node:stream";

/** What Node's parser makes of a method it does not know. */
interface ParseError extends Error {
  code: string;
  rawPacket?: unknown;
  bytesParsed?: number;
}

const METHOD = "LIST ";
/** No part matches what the next one begins with: matching takes linear time, however long the line. */
const REQUEST_LINE = /^LIST (?<path>\/+v1\/[^ ?]*)(?:\?(?<query>[^ ]*))? (?<version>HTTP\/1\.[01])\r\n/;
/** A line that has not ended by then is refused, as Node refuses a head of that length. */
const MAX_LINE_BYTES = 16_384;

/**
 * Vault's clients list with a method of Vault's own, which Node's parser refuses before any handler runs. When that is
 * what it refused, gives the same connection with the request as Vault's other spelling of it, `GET ?list=true`; else
 * null. The connection is for this one request: whatever follows it comes on another. A packet that ends within the
 * method is not known for it unless it holds three of its letters: the parser has taken the others for another's.
 */
export function asGet(error: ParseError, socket: Socket): Duplex | null {
  const { code, rawPacket, bytesParsed } = error;
  // A replayed request that is refused again was no LIST.
  if (code !== "HPE_INVALID_METHOD" || socket instanceof ReplayedConnection || !Buffer.isBuffer(rawPacket)) return null;
  // The refused method is what the packet begins with, not something further back behind a body that looks like one.
  if (bytesParsed === undefined || bytesParsed >= METHOD.length) return null;
  if (!METHOD.startsWith(rawPacket.toString("latin1", 0, METHOD.length))) return null;
  return new ReplayedConnection(socket, rawPacket);
}

/** The request in its other spelling, or as it is when it is none of Vault's; null until its first line is whole. */
function inOtherSpelling(received: Buffer): Buffer | null {
  if (!received.includes("\r\n") && received.length < MAX_LINE_BYTES) return null;
  const text = received.toString("latin1");
  const line = REQUEST_LINE.exec(text);
  if (!line?.groups) return received;
  const { path, query = "", version } = line.groups;
  const others = query.split("&").filter((part) => part !== "" && !/^list(?:=|$)/.test(part));
  const head = `GET ${path}?${[...others, "list=true"].join("&")} ${version}\r\nconnection: close\r\n`;
  return Buffer.from(head + text.slice(line[0].length), "latin1");
}

/** A connection that begins with the given bytes, as a GET, and goes on with what comes from the socket. */
class ReplayedConnection extends Duplex {
  readonly #socket: Socket;
  /** What has come of a first line that has not ended; null from then on. */
  #beginning: Buffer | null = Buffer.alloc(0);

  constructor(socket: Socket, beginning: Buffer) {
    super();
    this.#socket = socket;
    // The parser that gave up would read on, and give up again.
    for (const event of ["data", "end", "error"]) socket.removeAllListeners(event);
    this.#take(beginning);
    socket.on("data", (chunk: Buffer) => this.#take(chunk));
    socket.on("end", () => this.push(null));
    socket.on("error", (error) => this.destroy(error));
    socket.on("close", () => this.destroy());
  }

  #take(chunk: Buffer): void {
    let given: Buffer | null = chunk;
    if (this.#beginning) {
      const received = Buffer.concat([this.#beginning, chunk]);
      given = inOtherSpelling(received);
      this.#beginning = given ? null : received;
    }
    if (given && !this.push(given)) this.#socket.pause();
  }

  /** Whose request it is: trusted addresses are held against this. */
  get remoteAddress(): string | undefined {
    return this.#socket.remoteAddress;
  }

  get remotePort(): number | undefined {
    return this.#socket.remotePort;
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
