import type { Socket } from "node:net";
import { Duplex } from "node:stream";

/** What Node's parser makes of a method it does not know. */
interface ParseError extends Error {
  code: string;
  rawPacket?: unknown;
  bytesParsed?: number;
}

const REQUEST_LINE = /^LIST (?<path>\/+v1\/[^ ?]*)\??(?<query>[^ ]*) HTTP\/1\.1\r\n/;
const METHOD_LENGTH = "LIST".length;

/**
 * Vault's clients list with a method of Vault's own, which Node's parser refuses before any handler runs. When that is
 * what it refused, gives the same connection with the request as Vault's other spelling of it, `GET ?list=true`; else
 * null. The connection is for this one request: whatever follows it comes on another.
 */
export function asGet(error: ParseError, socket: Socket): Duplex | null {
  const { code, rawPacket, bytesParsed } = error;
  if (code !== "HPE_INVALID_METHOD" || !Buffer.isBuffer(rawPacket)) return null;
  // The refused method is what the packet begins with, not something further back behind a body that looks like one.
  if (bytesParsed === undefined || bytesParsed >= METHOD_LENGTH) return null;
  const text = rawPacket.toString("latin1");
  const line = REQUEST_LINE.exec(text);
  if (!line?.groups) return null;
  const { path, query } = line.groups;
  const rest = text.slice(line[0].length);
  const request = `GET ${path}?${query ? `${query}&` : ""}list=true HTTP/1.1\r\nconnection: close\r\n${rest}`;
  return new ReplayedConnection(socket, Buffer.from(request, "latin1"));
}

/** A connection that begins with the given bytes and goes on with what comes from the socket. */
class ReplayedConnection extends Duplex {
  readonly #socket: Socket;

  constructor(socket: Socket, beginning: Buffer) {
    super();
    this.#socket = socket;
    // The parser that gave up would read on, and give up again.
    for (const event of ["data", "end", "error"]) socket.removeAllListeners(event);
    this.push(beginning);
    socket.on("data", (chunk) => {
      if (!this.push(chunk)) socket.pause();
    });
    socket.on("end", () => this.push(null));
    socket.on("error", (error) => this.destroy(error));
    socket.on("close", () => this.destroy());
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
