import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { text } from "node:stream/consumers";
import type { SecureContextOptions } from "node:tls";
import { createServerCredentials, type ServerCredentials } from "../certificate-authority.ts";
import type { ServiceAccount, ServiceAccountName } from "../service-account.ts";
import { createSigningKey, type SigningAlgorithm } from "../signing-key.ts";
import { type FakeBehaviour, playBehaviour, sendAnswer } from "./behaviour.ts";
import { type Clock, FakeCluster, type IssueTokenInput } from "./fake-cluster.ts";
import { normalAnswer, type RecordedRequest, TOKEN_REVIEWS_PATH } from "./normal-answer.ts";

/** As many requests are kept, the newest, so that a benchmark does not fill the memory. */
const MAX_RECORDED_REQUESTS = 10_000;

export interface FakeKubernetesApiOptions {
  /** What the server certificate is good for. Default: 127.0.0.1 and localhost. */
  certificateHosts?: readonly string[];
  /** When the server certificate ends, by the machine's clock; in the past for one that has. Default: in a year. */
  certificateExpiresAt?: Date;
  /** The newest version of TLS it speaks. Default: 1.3. An old one needs the old ciphers with it. */
  newestTls?: "TLSv1.1" | "TLSv1.2";
  /** The algorithm of the key that signs service-account tokens. Default RS256, as in most clusters. */
  keys?: SigningAlgorithm;
  /** What time the cluster believes it is. Default: the machine's clock. */
  clock?: Clock;
}

/**
 * A Kubernetes API server as far as TokenReview, over real TLS (HTTP/1.1, keep-alive) on a free loopback port, with a
 * CA and token keys no other instance shares. Honest until it is told to lie, and then it lies on the wire.
 */
export class FakeKubernetesApi implements AsyncDisposable {
  /** Base URL, `https://127.0.0.1:port`. */
  readonly url: string;
  /** PEM. */
  readonly caCertificate: string;
  readonly #server: Server;
  readonly #cluster: FakeCluster;
  readonly #tcpSockets = new Map<number, Socket>();
  readonly #closing = new AbortController();
  readonly #requests: RecordedRequest[] = [];
  readonly #serverNames: (string | null)[] = [];
  readonly #nextBehaviours: FakeBehaviour[] = [];
  #standingBehaviour: FakeBehaviour | undefined;
  #requestCount = 0;
  #connectionCount = 0;

  private constructor(server: Server, credentials: ServerCredentials, cluster: FakeCluster) {
    // A listening TCP server's address is never a pipe name or null.
    const { port } = server.address() as AddressInfo;
    this.url = `https://127.0.0.1:${port}`;
    this.caCertificate = credentials.caCertificate;
    this.#server = server;
    this.#cluster = cluster;
    server.on("connection", (socket: Socket) => this.#track(socket));
    server.on("secureConnection", (socket) => {
      this.#connectionCount += 1;
      // Node says false where the client named no server.
      this.#serverNames.push(socket.servername || null);
    });
    server.on("request", (request, response) => void this.#handle(request, response));
  }

  static async start(options: FakeKubernetesApiOptions = {}): Promise<FakeKubernetesApi> {
    const [credentials, signingKey] = await Promise.all([
      createServerCredentials(options.certificateHosts ?? ["127.0.0.1", "localhost"], options.certificateExpiresAt),
      createSigningKey(options.keys ?? "RS256"),
    ]);
    const { serverCertificate: cert, serverKey: key } = credentials;
    // kube-apiserver keeps an idle connection for 90 seconds; Node's default of 5 would cut clients off in mid-flight.
    const server = createServer({ cert, key, keepAliveTimeout: 90_000, ...tlsOf(options.newestTls) });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(0, "127.0.0.1", resolve);
    });
    return new FakeKubernetesApi(server, credentials, new FakeCluster(signingKey, options.clock ?? systemClock));
  }

  /** @throws Error when the account exists. */
  createServiceAccount(account: ServiceAccountName): ServiceAccount {
    return this.#cluster.createServiceAccount(account);
  }

  /** Its tokens are refused from now on. @throws Error when there is no such account. */
  deleteServiceAccount(account: ServiceAccountName): void {
    this.#cluster.deleteServiceAccount(account);
  }

  /** Binds ClusterRole system:auth-delegator to the account. */
  grantAuthDelegator(account: ServiceAccountName): void {
    this.#cluster.grantAuthDelegator(account);
  }

  revokeAuthDelegator(account: ServiceAccountName): void {
    this.#cluster.revokeAuthDelegator(account);
  }

  /**
   * A service-account JWT. Like the real server, a review takes it for up to 60 seconds past its expiry.
   * @throws Error when there is no such account.
   */
  issueToken(input: IssueTokenInput): string {
    return this.#cluster.issueToken(input);
  }

  /** The newest 10,000 requests that arrived whole, oldest first. */
  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  /** Every request since the start, beyond what `requests` keeps. */
  get requestCount(): number {
    return this.#requestCount;
  }

  /** TLS connections made since the start. */
  get connectionCount(): number {
    return this.#connectionCount;
  }

  /** The name each TLS connection asked for (RFC 6066 section 3), oldest first; null where it asked for none. */
  get serverNames(): readonly (string | null)[] {
    return this.#serverNames;
  }

  /** Misbehaves once, on the next request; calls queue up and go before `answerAlways`. */
  answerNext(behaviour: FakeBehaviour): void {
    this.#nextBehaviours.push(behaviour);
  }

  answerAlways(behaviour: FakeBehaviour): void {
    this.#standingBehaviour = behaviour;
  }

  /** Forgets every behaviour asked for. Exchanges that already hang go on hanging. */
  behaveNormally(): void {
    this.#nextBehaviours.length = 0;
    this.#standingBehaviour = undefined;
  }

  /** Cuts every connection at once, hanging ones included, and frees the port. May be called again. */
  async close(): Promise<void> {
    this.#closing.abort();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#tcpSockets.values()) socket.destroy();
    await closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #track(socket: Socket): void {
    const { remotePort } = socket;
    if (remotePort === undefined) return;
    this.#tcpSockets.set(remotePort, socket);
    socket.once("close", () => this.#tcpSockets.delete(remotePort));
  }

  async #handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const over = new AbortController();
    response.once("close", () => over.abort());
    response.setHeader("date", this.#cluster.clock.now().toUTCString());
    const body = await text(incoming).catch(() => undefined);
    const tcpSocket = this.#tcpSockets.get(incoming.socket.remotePort ?? 0);
    // The client went away in the middle of its request: there is nobody to answer.
    if (body === undefined || tcpSocket === undefined) return;
    const request = this.#record(incoming, body);
    const normal = normalAnswer(this.#cluster, request);
    const behaviour = this.#takeBehaviour(request);
    if (!behaviour) return sendAnswer(response, normal);
    const signal = AbortSignal.any([over.signal, this.#closing.signal]);
    await playBehaviour(behaviour, { response, normal, tcpSocket, signal });
  }

  #record(incoming: IncomingMessage, body: string): RecordedRequest {
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value);
    const request = { method: incoming.method ?? "", path: incoming.url ?? "", headers, body };
    this.#requestCount += 1;
    this.#requests.push(request);
    if (this.#requests.length > MAX_RECORDED_REQUESTS) this.#requests.shift();
    return request;
  }

  #takeBehaviour(request: RecordedRequest): FakeBehaviour | undefined {
    const next = this.#nextBehaviours[0];
    if (next?.kind === "review" && request.path !== TOKEN_REVIEWS_PATH) return undefined;
    return this.#nextBehaviours.shift() ?? this.#standingBehaviour;
  }
}

const systemClock: Clock = { now: () => new Date() };

/** What OpenSSL has to be told to go back to a version: below 1.2 it also leaves its level of security. */
function tlsOf(newest: FakeKubernetesApiOptions["newestTls"]): SecureContextOptions {
  if (newest === undefined) return {};
  if (newest === "TLSv1.2") return { maxVersion: newest };
  return { minVersion: "TLSv1", maxVersion: newest, ciphers: "DEFAULT@SECLEVEL=0" };
}
