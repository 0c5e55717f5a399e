import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { OwnedServers } from "./owned-servers.ts";
import type { SharedServerAnswer, SharedServerRequest } from "./shared-servers.ts";

export interface SharedServersEndpoint extends AsyncDisposable {
  /** On loopback; holds the secret that requests need. */
  readonly url: string;
}

/** Listens for the worker processes of one test run. Starts no server before one is asked for; disposing ends them all. */
export async function serveSharedServers(): Promise<SharedServersEndpoint> {
  const servers = new OwnedServers();
  const path = `/${randomBytes(16).toString("hex")}`;

  const answer = async (request: IncomingMessage): Promise<SharedServerAnswer> => {
    if (request.url !== path) return { error: "This run has another secret" };
    // Written by shared-servers-client.ts of the same run.
    const asked = JSON.parse(await text(request)) as SharedServerRequest;
    return servers.answer(asked).then(
      (result) => ({ result }),
      (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
    );
  };

  const http = createServer(async (request, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify(await answer(request)));
  });
  // The first request waits for a server to start.
  http.requestTimeout = 0;
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has a port");

  return {
    url: `http://127.0.0.1:${address.port}${path}`,
    async [Symbol.asyncDispose]() {
      http.close();
      http.closeAllConnections();
      await servers[Symbol.asyncDispose]();
    },
  };
}
