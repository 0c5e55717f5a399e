import { createServer } from "node:net";

/** The port when nothing listens on it, else undefined: then any free one will do. */
export function portIfFree(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(undefined));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(port)));
  });
}
