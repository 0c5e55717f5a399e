import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DataDirectoryInUseError, openDatabase } from "./index.ts";

// Another process on the directory in argv[1]: opens it, then writes rows and prints the id of each acknowledged one.
const WRITER = `
  const { openDatabase } = await import(${JSON.stringify(new URL("index.ts", import.meta.url).href)});
  const { client } = await openDatabase({ kind: "embedded", dataDir: process.argv[1] });
  console.log("open");
  for (let i = 0; ; i++) {
    const id = process.pid + "-" + i;
    await client.user.create({ data: { id, name: "n", email: id } });
    console.log(id);
  }
`;

describe("an embedded database", () => {
  let parent: string;
  let dataDir: string;
  /** A directory that was opened before; making one takes seconds. */
  let usedDir: string;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    usedDir = await mkdtemp(path.join(tmpdir(), "podpass-used-"));
    await (await openDatabase({ kind: "embedded", dataDir: usedDir })).close();
  });
  afterAll(() => rm(usedDir, { recursive: true }));
  beforeEach(async () => {
    parent = await mkdtemp(path.join(tmpdir(), "podpass-embedded-"));
    dataDir = path.join(parent, "data");
    await cp(usedDir, dataDir, { recursive: true });
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    await rm(parent, { recursive: true });
  });

  const startWriter = () => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", WRITER, dataDir], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(child);
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
  };
  const killed = async (child: ChildProcess) => {
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  };

  it("makes its folder readable for its owner alone", async () => {
    await rm(dataDir, { recursive: true });
    const database = await openDatabase({ kind: "embedded", dataDir });
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    expect((await stat(path.join(dataDir, "postgres"))).mode & 0o777).toBe(0o700);
    await database.close();
    await expect(readdir(dataDir)).resolves.toEqual(["postgres", "postgres.lock"]);
  });

  it("lets nobody else at its files, also in a folder that others can enter", async () => {
    await chmod(dataDir, 0o755);
    await chmod(path.join(dataDir, "postgres"), 0o755);
    await (await openDatabase({ kind: "embedded", dataDir })).close();
    expect((await stat(path.join(dataDir, "postgres"))).mode & 0o777).toBe(0o700);
  });

  it("refuses a second process, naming the directory and the process that has it", async () => {
    const { child, lines } = startWriter();
    await lines.next();
    const refused = await openDatabase({ kind: "embedded", dataDir }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DataDirectoryInUseError);
    expect(String(refused)).toContain(`The data directory ${dataDir} is in use by process ${child.pid} on`);
    await killed(child);
    await (await openDatabase({ kind: "embedded", dataDir })).close();
  });

  it("refuses to be opened twice by one process, and opens again once closed", async () => {
    const database = await openDatabase({ kind: "embedded", dataDir });
    await expect(openDatabase({ kind: "embedded", dataDir })).rejects.toThrow(DataDirectoryInUseError);
    expect(await database.client.user.count()).toBe(0);
    await database.close();
    await (await openDatabase({ kind: "embedded", dataDir })).close();
  });

  it("keeps every acknowledged row through kill -9, and opens at once afterwards", async () => {
    const acknowledged: string[] = [];
    for (const rows of [1, 40, 170]) {
      const { child, lines } = startWriter();
      await lines.next();
      const wanted = acknowledged.length + rows;
      while (acknowledged.length < wanted) acknowledged.push((await lines.next()).value ?? "the writer ended");
      await killed(child);
      for await (const id of lines) acknowledged.push(id);
    }
    const database = await openDatabase({ kind: "embedded", dataDir });
    const kept = new Set((await database.client.user.findMany({ select: { id: true } })).map(({ id }) => id));
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    await database.close();
  });

  it("starts afresh when the very first start was cut off among its files", async () => {
    await rm(path.join(dataDir, "postgres", "global"), { recursive: true });
    await writeFile(path.join(dataDir, "postgres.initializing"), "");
    const database = await openDatabase({ kind: "embedded", dataDir });
    expect(await database.client.user.count()).toBe(0);
    await database.close();
    await expect(readdir(dataDir)).resolves.toEqual(["postgres", "postgres.lock"]);
  });
});
