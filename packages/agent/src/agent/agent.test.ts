import { existsSync, readFileSync, statSync, watch, writeFileSync } from "node:fs";
import { mkdtemp, open } from "node:fs/promises";
import { join } from "node:path";
import { FurnishedPodpass, PodpassServer } from "@podpass/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { Cli, cli } from "../testing/cli.ts";

const START = { interval: 20 };
const WITHIN_MS = 2_000;

describe("podpass agent", () => {
  let podpass: FurnishedPodpass;
  let config: string;
  let running: Cli | undefined;
  let folder: string;
  beforeAll(async () => {
    podpass = await FurnishedPodpass.start();
  });
  afterAll(() => podpass?.[Symbol.asyncDispose]());
  beforeEach(async () => {
    folder = await mkdtemp(join(podpass.folder, "files-"));
    await podpass.setSecret("MODE", "fast");
    config = fileIn("agent.yaml");
    running = undefined;
  });
  afterEach(() => running?.stop());

  const fileIn = (name: string) => join(folder, name);
  const textOf = (name: string) => (existsSync(fileIn(name)) ? readFileSync(fileIn(name), "utf8") : null);
  function configure(more: object): void {
    const { url, identityId, tokenPath, projectId } = podpass;
    const login = { method: "kubernetes", identityId, tokenPath };
    writeFileSync(config, stringify({ url, login, project: projectId, environment: "dev", ...more }));
  }
  const template = (content: string, more: object = {}) => ({ content, destination: fileIn("out"), ...more });
  const start = () => {
    running = new Cli(["agent", "--config", config]);
    return running;
  };

  test("a changed secret reaches the file within two seconds, and what is run on a change", async () => {
    const exec = { command: ["sh", "-c", `echo run >> ${fileIn("runs")}`] };
    configure({ templates: [template("mode={{ MODE }}\n", { mode: "0640", exec })] });
    start();
    await expect.poll(() => textOf("out"), START).toBe("mode=fast\n");
    expect(statSync(fileIn("out")).mode & 0o777).toBe(0o640);
    const tookMs: number[] = [];
    for (const value of ["slow", "slower", "slowest", "fast", "faster"]) {
      await podpass.setSecret("MODE", value);
      const changedAtMs = performance.now();
      await expect.poll(() => textOf("out"), START).toBe(`mode=${value}\n`);
      tookMs.push(performance.now() - changedAtMs);
    }
    process.stdout.write(`From a change to the file: ${tookMs.map((ms) => `${ms.toFixed(0)} ms`).join(", ")}\n`);
    expect(Math.max(...tookMs)).toBeLessThan(WITHIN_MS);
    await expect.poll(() => textOf("runs"), START).toBe("run\n".repeat(6));
  });

  test("the last good file stays when a template cannot be filled in any more", async () => {
    const broken = template("{{ MODE }} {{ EXTRA }}");
    configure({ templates: [broken, template("{{ MODE }}", { destination: fileIn("whole") })] });
    await podpass.setSecret("EXTRA", "there");
    const agent = start();
    await expect.poll(() => textOf("out"), START).toBe("fast there");
    await podpass.send("DELETE", "/api/v4/secrets/EXTRA", { projectId: podpass.projectId, environment: "dev" });
    await podpass.setSecret("MODE", "slow");
    await expect.poll(() => textOf("whole"), START).toBe("slow");
    // What the agent says comes by another way than what it writes.
    await expect.poll(() => agent.log, START).toContain("there is no secret EXTRA");
    expect(textOf("out")).toBe("fast there");
  });

  test("a token that is good lies in its file, and ends with the agent when so configured", async () => {
    configure({ tokenFiles: [{ path: fileIn("sink"), mode: "0600" }], revokeOnExit: true });
    const agent = start();
    await expect.poll(() => textOf("sink"), START).toMatch(/^eyJ/);
    expect(statSync(fileIn("sink")).mode & 0o777).toBe(0o600);
    const read = () =>
      cli([
        "secrets",
        "list",
        "--url",
        podpass.url,
        "--project",
        "shop",
        "--env",
        "dev",
        "--access-token-file",
        fileIn("sink"),
      ]);
    expect((await read()).out).toBe("MODE\n");
    expect((await agent.stop()).code).toBe(0);
    expect((await read()).code).toBe(3);
  });

  test("a token is renewed, and another takes its place, in a file that is replaced whole and is private", async ({
    onTestFinished,
  }) => {
    const identityId = await podpass.createIdentity("short-lived", { accessTokenTTL: 2, accessTokenMaxTTL: 3 });
    const sink = fileIn("sink");
    /** What was in the file whenever something happened beside it, each with its access. */
    const seen = new Map<string, { mode: number; ino: number }>();
    const watcher = watch(folder, () => {
      const text = textOf("sink");
      if (text !== null) seen.set(text, statSync(sink));
    });
    onTestFinished(() => watcher.close());
    const login = { method: "kubernetes", identityId, tokenPath: podpass.tokenPath };
    configure({ login, tokenFiles: [{ path: sink }] });
    start();
    await expect.poll(() => seen.size, START).toBe(1);
    await using first = await open(sink);
    // A machine that is busy may come too late for a renewal: then another token is next, and a later one is renewed.
    const logins = () => new Set([...seen.keys()].map(tokenIdOf)).size;
    const renewals = () => seen.size - logins();
    await expect.poll(logins, START).toBeGreaterThan(1);
    await expect.poll(renewals, START).toBeGreaterThan(0);
    const [texts, access] = [[...seen.keys()], [...seen.values()]];
    expect(await first.readFile("utf8")).toBe(texts[0]);
    expect(new Set(access.map(({ mode }) => mode & 0o777))).toEqual(new Set([0o600]));
    expect(new Set(access.map(({ ino }) => ino)).size).toBeGreaterThan(1);
  });

  test("writes everything once and ends when told to", async () => {
    writeFileSync(fileIn("each.tpl"), "{{ each -}}\n{{ key }}={{ value | shell }}\n{{ end -}}\n");
    const { url, identityId, tokenPath } = podpass;
    const place = [
      "--url",
      url,
      "--identity-id",
      identityId,
      "--token-path",
      tokenPath,
      "--project",
      "shop",
      "--env",
      "dev",
    ];
    const files = ["--template", `${fileIn("each.tpl")}:${fileIn("out")}`, "--token-file", fileIn("sink")];
    expect((await cli(["agent", "--once", ...files, ...place])).code).toBe(0);
    expect(textOf("out")).toBe("MODE='fast'\n");
    expect(textOf("sink")).toMatch(/^eyJ/);
  });

  test("files are kept up to date when nobody reads the log any more", async () => {
    configure({ templates: [template("{{ MODE }}")] });
    const agent = start();
    await expect.poll(() => textOf("out"), START).toBe("fast");
    agent.process.stderr?.destroy();
    for (const value of ["slow", "slower"]) {
      await podpass.setSecret("MODE", value);
      await expect.poll(() => textOf("out"), START).toBe(value);
    }
    expect((await agent.stop()).code).toBe(0);
  });

  test("what cannot be written at once is named, and keeps no other file from it", async () => {
    configure({
      templates: [
        template("{{ MODE", { destination: fileIn("broken") }),
        template("{{ NONE }}", { destination: fileIn("empty") }),
        template("", { content: undefined, source: fileIn("no.tpl"), destination: fileIn("sourceless") }),
        template("{{ MODE }}"),
      ],
    });
    const { code, log } = await cli(["agent", "--once", "--config", config]);
    expect(code).toBe(2);
    expect(log.split("\n")).toEqual([
      `podpass: ${fileIn("broken")}: line 1: {{ is not closed`,
      `podpass: ${fileIn("empty")}: line 1: there is no secret NONE`,
      `podpass: ${fileIn("sourceless")}: the template cannot be read from ${fileIn("no.tpl")}: ENOENT`,
      `podpass: ${fileIn("out")}: written`,
      "",
    ]);
    expect(textOf("out")).toBe("fast");
  });

  test("what is run on a change does not get what the agent logs in with", async () => {
    const exec = { command: ["sh", "-c", `env > ${fileIn("env")}`] };
    configure({ templates: [template("{{ MODE }}", { exec })] });
    const credentials = { PODPASS_CLIENT_SECRET: "hunter2", PODPASS_ACCESS_TOKEN: "hunter2" };
    const ended = await cli(["agent", "--once", "--config", config], { ...credentials, GIVEN: "on" });
    expect(ended.code).toBe(0);
    expect(textOf("env")).toContain("GIVEN=on");
    expect(textOf("env")).not.toContain("hunter2");
  });

  // Last: it is the server of them all that goes away.
  test("the last good file stays while the server is away, and is brought up to date when it is back", async () => {
    configure({ templates: [template("{{ MODE }}")] });
    const agent = start();
    await expect.poll(() => textOf("out"), START).toBe("fast");
    await podpass.server.close();
    await expect.poll(() => agent.log, START).toContain("the last good files stay");
    expect(textOf("out")).toBe("fast");
    const port = Number(new URL(podpass.url).port);
    await using _back = await PodpassServer.start({ dataDir: join(podpass.folder, "data"), port });
    await podpass.setSecret("MODE", "back");
    await expect.poll(() => textOf("out"), START).toBe("back");
  });
});

/** Which of the server's tokens a JWT is for; renewed ones are for the same. @throws SyntaxError for a part of one */
function tokenIdOf(accessToken: string): unknown {
  const claims: unknown = JSON.parse(Buffer.from(accessToken.split(".")[1] ?? "", "base64url").toString());
  return Object(claims).identityAccessTokenId;
}
