import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

interface Received {
  method: string;
  path: string;
  token: string | null;
  body: Record<string, unknown>;
}

/** How one request is answered instead of as usual. */
export type Fault =
  | { kind: "status"; status: number; headers?: Record<string, string>; body?: object }
  /** The connection is closed without an answer. */
  | { kind: "close" }
  /** The answer breaks off in its middle. */
  | { kind: "truncate" }
  /** No answer ever comes. */
  | { kind: "hang" };

const SECRET = {
  id: "6f1c9e0a-0000-4000-8000-000000000001",
  secretKey: "DB_URL",
  secretValue: "postgres://db",
  secretValueHidden: false,
  secretComment: "",
  secretMetadata: [],
  environment: "dev",
  secretPath: "/",
  version: 1,
  tags: [],
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
};

/** A server that answers as Podpass does, after the faults it was told to have, one for each request. */
export class FakePodpass implements AsyncDisposable {
  readonly url: string;
  readonly received: Received[] = [];
  readonly faults: Fault[] = [];
  /** Tokens that are no longer taken. */
  readonly ended = new Set<string>();
  expiresIn = 3600;
  accessTokenMaxTTL = 7200;
  /** Of the one secret there is. */
  value = "postgres://db";
  /** Every request is cut off. */
  isAway = false;
  /** Whether there are server-sent events. */
  tellsOfChanges = false;
  /** How often an ETag was still right. */
  notModified = 0;
  readonly #streams = new Set<ServerResponse>();
  readonly #server: Server;
  #tokens = 0;

  private constructor(server: Server) {
    this.#server = server;
    // Listening on an address and not on a pipe.
    const { port } = server.address() as AddressInfo;
    this.url = `http://127.0.0.1:${port}`;
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  static async start(): Promise<FakePodpass> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new FakePodpass(server);
  }

  /** Paths asked for, in order. */
  get paths(): string[] {
    return this.received.map(({ method, path }) => `${method} ${path}`);
  }

  get listeners(): number {
    return this.#streams.size;
  }

  tell(event: string): void {
    for (const stream of this.#streams) stream.write(`event: ${event}\ndata: {}\n\n`);
  }

  hangUp(): void {
    for (const stream of this.#streams) stream.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = await read(request);
    this.received.push(received);
    const fault = this.isAway ? { kind: "close" as const } : this.faults.shift();
    if (fault?.kind === "hang") return;
    if (fault?.kind === "close") request.socket.destroy();
    else if (fault?.kind === "truncate") {
      response.writeHead(200, { "content-type": "application/json", "content-length": 1000 });
      response.write('{"secrets":', () => request.socket.destroy());
    } else if (fault) send(response, fault.status, fault.body ?? { message: "Refused", reqId: "req-1" }, fault.headers);
    else if (this.tellsOfChanges && received.path.endsWith("/project-events")) this.#stream(response);
    else if (request.headers["if-none-match"] === this.#etag) {
      this.notModified += 1;
      response.writeHead(304).end();
    } else send(response, ...this.#usual(received));
  }

  get #etag(): string {
    return `W/"${this.value}"`;
  }

  #stream(response: ServerResponse): void {
    this.#streams.add(response);
    response.once("close", () => this.#streams.delete(response));
    response.writeHead(200, { "content-type": "text/event-stream", connection: "close" });
    response.write("event: ping\n\n");
  }

  #usual({ path, token, method }: Received): [number, object, Record<string, string>?] {
    const secret = { ...SECRET, secretValue: this.value };
    if (path.endsWith("/login") || path.endsWith("/renew")) {
      this.#tokens += 1;
      const { expiresIn, accessTokenMaxTTL } = this;
      return [200, { accessToken: `token-${this.#tokens}`, expiresIn, accessTokenMaxTTL, tokenType: "Bearer" }];
    }
    if (path.endsWith("/revoke")) return [200, { message: "Done" }];
    if (token === null || this.ended.has(token)) return [401, { message: "Token expired", reqId: "req-1" }];
    if (path === "/api/v4/secrets" && method === "GET") {
      return [200, { secrets: [secret], imports: [] }, { etag: this.#etag }];
    }
    if (path.endsWith("/project-events")) return [404, { message: "There is no such route" }];
    return [200, { secret }];
  }
}

async function read(request: IncomingMessage): Promise<Received> {
  const { method = "", url = "", headers } = request;
  const hasBody = headers["content-length"] !== undefined;
  return {
    method,
    path: url.split("?")[0] ?? "",
    token: headers.authorization?.replace("Bearer ", "") ?? null,
    body: hasBody ? Object(await json(request)) : {},
  };
}

function send(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}
