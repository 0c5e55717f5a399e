import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { jsonRequest, type Subject } from "../subject.ts";
import type { FloorConfig } from "./floor-config.ts";

/** Starts the floor in a process of its own. */
export async function startFloor(config: FloorConfig): Promise<Subject> {
  const child = fork(fileURLToPath(new URL("./main.ts", import.meta.url)), { execArgv: [] });
  const ended = once(child, "exit");
  child.send(config);
  const ready = await Promise.race([once(child, "message"), ended.then(() => undefined)]);
  if (!ready || child.pid === undefined) throw new Error("The floor ended before it was ready");
  return {
    name: "floor",
    url: `http://127.0.0.1:${Number(ready[0])}`,
    pid: child.pid,
    loginRequest: (jwt) => jsonRequest("/login", { jwt }),
    requestWith: (operation, accessToken) =>
      operation === "read"
        ? { method: "GET", path: "/read", headers: {}, body: "" }
        : jsonRequest(`/${operation}`, { accessToken }),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      child.kill();
      await ended;
    },
  };
}
