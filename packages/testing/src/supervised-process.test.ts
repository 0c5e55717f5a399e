import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SupervisedProcess } from "./supervised-process.ts";
import { createTemporaryFolder, removeTemporaryFolder } from "./temporary-folder.ts";

let folder: string;
beforeEach(() => {
  folder = createTemporaryFolder("podpass-supervised-");
});
afterEach(() => removeTemporaryFolder(folder));

function run(script: string): SupervisedProcess {
  return new SupervisedProcess({ name: "demo", command: "/bin/sh", args: ["-c", script], ownedFolder: folder });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("SupervisedProcess", () => {
  it("reports readiness by the log, and a wait in vain with the end of the log", async () => {
    const server = run("echo booting; echo ready to go >&2; exec sleep 60");
    await server.waitForLog("ready to go", 5_000);
    expect(server.failure).toBeUndefined();
    await expect(server.waitForLog("never", 50)).rejects.toThrow(/demo was not ready after 50 ms\n.*log.*\nbooting/s);
    await server.stop();
    await server.stop();
  });

  it("says that the program exited, with which code, and what it wrote last", async () => {
    const server = run("echo cannot bind; exit 3");
    await expect(server.waitForLog("ready", 5_000)).rejects.toThrow(/demo exited with code 3\n.*\ncannot bind/);
    expect(server.failure).toContain("exited with code 3");
  });

  it("says that the program is not there", async () => {
    const server = new SupervisedProcess({ name: "ghost", command: "/nowhere/ghost", args: [], ownedFolder: folder });
    await expect(server.waitForLog("ready", 5_000)).rejects.toThrow(/ghost exited with code 127\n.*not found/s);
  });

  it("ends by force a program that ignores the polite signal", async () => {
    const server = run("trap '' TERM; echo up; while :; do sleep 1; done");
    await server.waitForLog("up", 5_000);
    await server.stop("TERM", 50);
    expect(server.failure).toContain("exited with code 137");
  });

  it("takes the program and its folder down when its parent is killed", async () => {
    const module = new URL("./supervised-process.ts", import.meta.url).href;
    const script = `
      const { SupervisedProcess } = await import(${JSON.stringify(module)});
      const server = new SupervisedProcess({
        name: "demo", command: "/bin/sh", args: ["-c", "echo pid $$ is up; exec sleep 60"], ownedFolder: ${JSON.stringify(folder)},
      });
      await server.waitForLog("is up", 5000);
      console.log(server.describeLog());
    `;
    const parent = spawn(process.execPath, ["--input-type=module", "--eval", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [output] = await once(parent.stdout, "data");
    const pid = Number(/pid (\d+)/.exec(String(output))?.[1]);
    expect(isRunning(pid)).toBe(true);
    writeFileSync(join(folder, "data"), "");
    parent.kill("SIGKILL");
    await expect.poll(() => isRunning(pid) || existsSync(folder)).toBe(false);
  });
});
