import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { askRunningServer, listenToOperator } from "../operator/operator-socket.ts";
import { Api } from "../testing/api.ts";
import { parseRotationOptions } from "./rotate-installation-keys.ts";

const [OLD, NEW] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString("base64"));

describe("keys:rotate", () => {
  test("takes the parts it is asked for, and says which word is none", () => {
    expect(parseRotationOptions([])).toEqual({ parts: ["root", "data"], areSessionsEnded: false });
    expect(parseRotationOptions(["--only", "data", "--end-sessions"])).toEqual({
      parts: ["data"],
      areSessionsEnded: true,
    });
    expect(() => parseRotationOptions(["--only", "rot"])).toThrow('--only: "rot" is none of root, data');
    expect(() => parseRotationOptions(["--fast"])).toThrow(TypeError);
  });

  describe("with a configured root key", () => {
    const clock = new TestClock(new Date());
    let database: Awaited<ReturnType<typeof openDatabase>>;
    let adminToken: string;
    const open = (env: Record<string, string>) => Api.open({ clock, database, env });
    beforeAll(async () => {
      database = await openDatabase({ kind: "memory" });
      const before = await open({ ENCRYPTION_KEY: OLD ?? "" });
      await before.setUp();
      adminToken = before.adminToken;
    });

    test("it is exchanged: tokens that the accepted one signed go on, and without it no server starts", async () => {
      const both = await open({ ENCRYPTION_KEY: NEW ?? "", ENCRYPTION_KEYS_ACCEPTED: OLD ?? "" });
      expect((await both.call("GET", "/api/v1/identities/details", { token: adminToken })).status).toBe(200);
      await expect(open({ ENCRYPTION_KEY: NEW ?? "" })).rejects.toThrow(
        "is not the one this database is encrypted with",
      );
    });
  });
});

describe("the operator's socket", () => {
  async function inFolder(act: (folder: string) => Promise<void>): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), "podpass-operator-"));
    try {
      await act(folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  const logger = { info: () => {}, warn: () => {}, error: () => {} };

  test("has the server do what is asked, and prints what it says line by line", () =>
    inFolder(async (folder) => {
      const handlers = {
        count: async (args: string[], print: (line: string) => void) => {
          for (const arg of args) print(`counted ${arg}`);
          return args.length > 1;
        },
        fail: () => Promise.reject(new Error("Out of luck")),
      };
      const operator = await listenToOperator(folder, handlers, logger);
      const ask = async (command: string, ...args: string[]) => {
        const lines: string[] = [];
        return [await askRunningServer(folder, command, args, (line) => lines.push(line)), lines];
      };
      expect(await ask("count", "a", "b")).toEqual([true, ["counted a", "counted b"]]);
      expect(await ask("count", "a")).toEqual([false, ["counted a"]]);
      expect(await ask("fail")).toEqual([false, ["Out of luck"]]);
      expect(await ask("nothing")).toEqual([false, []]);
      await operator.close();
      expect(await ask("count")).toEqual([null, []]);
    }));

  test("is made anew over one that a killed server left", () =>
    inFolder(async (folder) => {
      const first = await listenToOperator(folder, {}, logger);
      const second = await listenToOperator(folder, { ok: async () => true }, logger);
      expect(await askRunningServer(folder, "ok", [], () => {})).toBe(true);
      await Promise.all([first.close(), second.close()]);
    }));

  test("is its owner's alone, whatever the umask: the folder may be a volume that others can enter", () =>
    inFolder(async (folder) => {
      const umask = process.umask(0);
      const operator = await listenToOperator(folder, {}, logger).finally(() => process.umask(umask));
      expect((await stat(join(folder, "operator.sock"))).mode & 0o077).toBe(0);
      await operator.close();
    }));

  test("may be missing: the log says so, nobody answers, and the server runs on and stops", async () => {
    const folder = join(tmpdir(), "x".repeat(120));
    const warnings: string[] = [];
    const warn = (_fields: unknown, message: string) => warnings.push(message);
    const operator = await listenToOperator(folder, { ok: async () => true }, { ...logger, warn });
    expect(warnings).toEqual(["No commands can be given to this server while it runs"]);
    expect(await askRunningServer(folder, "ok", [], () => {})).toBeNull();
    await operator.close();
  });
});
