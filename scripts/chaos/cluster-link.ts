import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { Cluster } from "../lab/cluster.ts";

/** The way to a cluster's API server, which can be cut as when the server is killed, or hold everything back. */
export class ClusterLink implements AsyncDisposable {
  /** The cluster as it is reached through here. */
  readonly cluster: Cluster;
  readonly #target: number;
  readonly #port: number;
  readonly #sockets = new Set<Socket>();
  #server: Server;
  #isHeld = false;

  private constructor(cluster: Cluster, server: Server) {
    // A listening TCP server's address is never a pipe name or null.
    this.#port = (server.address() as AddressInfo).port;
    this.#target = Number(new URL(cluster.url).port);
    this.#server = server;
    this.#serve(server);
    this.cluster = { ...cluster, url: `https://127.0.0.1:${this.#port}` };
  }

  static async open(cluster: Cluster): Promise<ClusterLink> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    return new ClusterLink(cluster, server);
  }

  /** Connections end and new ones are refused, as when the API server was killed. */
  async cut(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#endConnections();
    await closed;
  }

  /** Connections are taken and nothing is ever answered. */
  hold(): void {
    this.#isHeld = true;
    this.#endConnections();
  }

  /** As it was before. */
  async restore(): Promise<void> {
    if (this.#isHeld) this.#endConnections();
    this.#isHeld = false;
    if (this.#server.listening) return;
    this.#server = createServer();
    this.#serve(this.#server);
    await once(this.#server.listen(this.#port, "127.0.0.1"), "listening");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server.listening) await this.cut();
  }

  #serve(server: Server): void {
    server.on("connection", (socket) => {
      this.#keep(socket);
      if (this.#isHeld) return void socket.resume();
      const target = connect(this.#target, "127.0.0.1");
      this.#keep(target);
      socket.pipe(target).pipe(socket);
      socket.once("close", () => target.destroy());
      target.once("close", () => socket.destroy());
    });
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    // Whoever is cut off learns of it by the end of the connection.
    socket.on("error", () => {});
    socket.once("close", () => this.#sockets.delete(socket));
  }

  #endConnections(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }
}
