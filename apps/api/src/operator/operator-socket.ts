import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer, request, type Server } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import type { Logger } from "@podpass/core";

/** Does what was asked, and hands out lines for a terminal. @returns whether it came to a good end */
export type OperatorHandler = (args: string[], print: (line: string) => void) => Promise<boolean>;

const SOCKET = "operator.sock";
/** The last line of an answer. */
const DONE = "done";
const FAILED = "failed";
/** Errors that mean that nobody listens. The last one says that the path is too long for a socket, so nobody can. */
const NOBODY_THERE = new Set<unknown>(["ENOENT", "ECONNREFUSED", "EINVAL"]);

/**
 * Listens for commands of the machine's operator on a socket in the data directory, to which only its owner can
 * connect: an embedded database is open in the server alone, so that the server does what a command asks for. Where the
 * file system has no sockets, or the path is too long for one, commands must wait until the server is stopped; the log
 * says so.
 */
export async function listenToOperator(
  dataDir: string,
  handlers: Record<string, OperatorHandler>,
  logger: Logger,
): Promise<{ close(): Promise<void> }> {
  const path = join(dataDir, SOCKET);
  // Left by a server that was killed: this one holds the lock of the data directory, so no other is running.
  await rm(path, { force: true });
  const server = createServer(async (asked, answer) => {
    const print = (line: string) => answer.write(`${line}\n`);
    const handler = handlers[(asked.url ?? "").slice(1)];
    try {
      // Written by askRunningServer below.
      const args = JSON.parse(await text(asked)) as string[];
      const isGood = handler ? await handler(args, print) : false;
      answer.end(isGood ? DONE : FAILED);
    } catch (error) {
      logger.error({ err: error, command: asked.url }, "A command of the operator failed");
      print(error instanceof Error ? error.message : String(error));
      answer.end(FAILED);
    }
  });
  try {
    const listening = once(server, "listening");
    listenForOwner(server, path);
    await listening;
  } catch (error) {
    logger.warn({ err: error }, "No commands can be given to this server while it runs");
    return { close: async () => {} };
  }
  return {
    async close() {
      const closed = once(server, "close");
      server.close();
      await closed;
    },
  };
}

/** The socket is made as `listen` is called, as the umask says: there is no moment in which others could connect. */
function listenForOwner(server: Server, path: string): void {
  const umask = process.umask(0o077);
  try {
    server.listen(path);
  } finally {
    process.umask(umask);
  }
}

/**
 * Has the server that runs on a data directory do what the command asks for, and prints what it says.
 * @returns whether that came to a good end; null when no server runs there
 */
export async function askRunningServer(
  dataDir: string,
  command: string,
  args: readonly string[],
  print: (line: string) => void,
): Promise<boolean | null> {
  // A connection of its own: one that is kept may have lost its server since.
  const asking = request({ socketPath: join(dataDir, SOCKET), path: `/${command}`, method: "POST", agent: false });
  asking.end(JSON.stringify(args));
  try {
    const [answer] = await once(asking, "response");
    let last = "";
    for await (const line of createInterface({ input: answer, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (last !== "") print(last);
      last = line;
    }
    if (last !== DONE && last !== FAILED) throw new Error("The server ended before the command did. Run it again.");
    return last === DONE;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (NOBODY_THERE.has(code)) return null;
    if (code === "ECONNRESET") throw new Error("The server ended before the command did. Run it again.");
    throw error;
  }
}
