import type { Socket } from "node:net";
import fp from "fastify-plugin";

declare module "fastify" {
  interface FastifyInstance {
    /**
     * Ends the connections on which nothing was ever sent. Browsers open some ahead of time; Node counts them among the
     * busy ones, and a server that closes would wait for them.
     */
    endSilentConnections(): void;
  }
}

export const silentConnections = fp(async (app) => {
  const sockets = new Set<Socket>();
  app.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  app.decorate("endSilentConnections", () => {
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  });
});
