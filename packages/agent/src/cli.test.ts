import { once } from "node:events";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { FurnishedPodpass } from "@podpass/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Cli, cli } from "./testing/cli.ts";

const SECRET = "hunter2-the-secret-value";

describe("the podpass command", () => {
  let podpass: FurnishedPodpass;
  let asPod: Record<string, string>;
  beforeAll(async () => {
    podpass = await FurnishedPodpass.start();
    await podpass.setSecret("DB_URL", SECRET);
    await podpass.setSecret("MODE", "fast");
    asPod = {
      PODPASS_URL: podpass.url,
      PODPASS_IDENTITY_ID: podpass.identityId,
      PODPASS_TOKEN_PATH: podpass.tokenPath,
      PODPASS_PROJECT: "shop",
      PODPASS_ENVIRONMENT: "dev",
    };
  });
  afterAll(() => podpass?.[Symbol.asyncDispose]());

  const fileIn = (name: string) => join(podpass.folder, name);

  test.each(["podpass", "login", "secrets", "run", "agent"])("tells what %s does, and its exit codes", async (name) => {
    const { code, out, log } = await cli([...(name === "podpass" ? [] : [name]), "--help"]);
    expect({ code, log }).toEqual({ code: 0, log: "" });
    expect(out).toMatch(/^Usage: podpass/);
    if (name !== "podpass") expect(out).toContain("Exit codes:");
  });

  test("tells which version it is", async () => {
    expect(await cli(["--version"])).toEqual({
      code: 0,
      out: expect.stringMatching(/^podpass \d+\.\d+\.\d+\n$/),
      log: "",
    });
  });

  test("ends without a word when nobody reads what it prints", async () => {
    const running = new Cli(["--help"]);
    running.process.stdout?.destroy();
    expect(await running.ended).toEqual({ code: 1, out: "", log: "" });
  });

  test("logs in as a pod and with Universal Auth, and prints the token or keeps it in a file", async () => {
    expect(await cli(["login"], asPod)).toMatchObject({ code: 0, out: expect.stringMatching(/^eyJ\S+\n$/), log: "" });
    const secretFile = fileIn("client-secret");
    writeFileSync(secretFile, podpass.clientSecret);
    const output = fileIn("token-of-machine");
    const args = ["login", "--url", podpass.url, "--client-id", podpass.clientId, "--client-secret-file", secretFile];
    expect(await cli([...args, "--output", output])).toEqual({ code: 0, out: "", log: "" });
    expect(statSync(output).mode & 0o777).toBe(0o600);
    const { url, projectId } = podpass;
    const list = ["secrets", "list", "--url", url, "--project", projectId, "--env", "dev"];
    expect((await cli([...list, "--access-token-file", output])).out).toBe("DB_URL\nMODE\n");
  });

  test("gets, lists and exports secrets", async () => {
    expect(await cli(["secrets", "get", "DB_URL"], asPod)).toEqual({ code: 0, out: `${SECRET}\n`, log: "" });
    expect((await cli(["secrets", "list", "--recursive"], asPod)).out).toBe("/DB_URL\n/MODE\n");
    expect((await cli(["secrets", "export"], asPod)).out).toBe(`DB_URL=${SECRET}\nMODE=fast\n`);
    const output = fileIn("exported.json");
    expect((await cli(["secrets", "export", "--format", "json", "--output", output], asPod)).out).toBe("");
    expect(JSON.parse(readFileSync(output, "utf8"))).toEqual({ DB_URL: SECRET, MODE: "fast" });
  });

  test.each<[string, string[], number, Record<string, string>]>([
    ["no command", [], 2, {}],
    ["an unknown command", ["steal"], 2, {}],
    ["an unknown option", ["login", "--client-secret", "hunter2"], 2, {}],
    ["an argument too many", ["login", "hunter2"], 2, {}],
    ["no login", ["login"], 2, { PODPASS_IDENTITY_ID: "" }],
    ["a format that is none", ["secrets", "export", "--format", "xml"], 2, {}],
    ["nothing to run", ["run"], 2, {}],
    ["nothing to keep", ["agent"], 2, {}],
    ["a refused login", ["login"], 3, { PODPASS_IDENTITY_ID: "1f0c1a3e-7b57-4d6e-9a51-0c8f2a6f4f10" }],
    ["no such secret", ["secrets", "get", "NONE"], 5, {}],
    ["no such environment", ["secrets", "list"], 5, { PODPASS_ENVIRONMENT: "none" }],
    ["an environment that none can be called", ["secrets", "list"], 5, { PODPASS_ENVIRONMENT: "No Slug" }],
    ["a name that is too long", ["secrets", "list"], 6, { PODPASS_ENVIRONMENT: "x".repeat(65) }],
  ])("ends with its own code for %s, and repeats nothing that was typed wrong", async (_what, args, code, env) => {
    const ended = await cli(args, { ...asPod, ...env });
    expect(ended.code).toBe(code);
    expect(ended.log + ended.out).not.toContain("hunter2");
  });

  test("says that it may not, and that nobody is there", async () => {
    const { identity } = await podpass.send("POST", "/api/v1/identities", { name: "nobody" });
    const universal = `/api/v1/auth/universal-auth/identities/${identity.id}`;
    const { identityUniversalAuth } = await podpass.send("POST", universal, {});
    const { clientSecret } = await podpass.send("POST", `${universal}/client-secrets`, {});
    const nobody = {
      ...asPod,
      PODPASS_IDENTITY_ID: "",
      PODPASS_CLIENT_ID: identityUniversalAuth.clientId,
      PODPASS_CLIENT_SECRET: clientSecret,
    };
    expect((await cli(["secrets", "list"], nobody)).code).toBe(4);
    // A port that nobody listens on: bound, and let go.
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = Object(server.address());
    await new Promise((resolve) => server.close(resolve));
    expect((await cli(["login"], { ...asPod, PODPASS_URL: `http://127.0.0.1:${port}` })).code).toBe(7);
  });

  test("runs a program with the secrets as variables, and without what it logged in with", async () => {
    const program = ["--", process.execPath, "-e", "console.log(JSON.stringify(process.env))"];
    const given = { ...asPod, MODE: "given", PODPASS_CLIENT_SECRET: "hunter2" };
    const { out } = await cli(["run", ...program], given);
    expect(JSON.parse(out)).toMatchObject({ DB_URL: SECRET, MODE: "fast" });
    expect(out).not.toContain('hunter2"');
    expect(JSON.parse((await cli(["run", "--keep-env", ...program], given)).out)).toMatchObject({ MODE: "given" });
  });

  test.each<[string, string[], number, string]>([
    ["its code", ["sh", "-c", "exit 42"], 42, ""],
    ["the signal that ended it", ["sh", "-c", "kill -9 $$"], 137, ""],
    ["that there is none", ["/no/such/program"], 127, "podpass: there is no such program\n"],
    ["that it cannot be run", ["/etc/passwd"], 126, "podpass: the program cannot be run\n"],
  ])("ends as the program does: %s", async (_what, program, code, log) => {
    expect(await cli(["run", "--", ...program], asPod)).toEqual({ code, out: "", log });
  });

  test("says which secret cannot be a variable, and runs the program with the others", async () => {
    await podpass.setSecret("NO=NAME", SECRET, { environment: "staging" });
    await podpass.setSecret("NAME", "there", { environment: "staging" });
    const run = ["run", "--env", "staging", "--", "sh", "-c", 'echo "$NAME"'];
    expect(await cli(run, asPod)).toEqual({
      code: 0,
      out: "there\n",
      log: 'podpass: "NO=NAME" cannot be a variable: left out\n',
    });
  });

  test("hands signals on, and waits for the program", async () => {
    const script = "trap 'echo asked; exit 7' TERM; echo ready; while :; do sleep 0.1; done";
    const running = new Cli(["run", "--", "sh", "-c", script], asPod);
    await expect.poll(() => running.out).toContain("ready");
    expect(await running.stop()).toMatchObject({ code: 7, out: "ready\nasked\n" });
  });

  test("starts the program anew when a secret changes", async () => {
    await podpass.setSecret("RESTART", "one");
    const script = 'echo "with $RESTART"; exec sleep 60';
    const running = new Cli(["run", "--watch", "--", "sh", "-c", script], asPod);
    await expect.poll(() => running.out).toBe("with one\n");
    await podpass.setSecret("RESTART", "two");
    await expect.poll(() => running.out).toBe("with one\nwith two\n");
    expect((await running.stop()).code).toBe(143);
  });

  test("tells no secret and no token in its log", async () => {
    const template = fileIn("quiet.tpl");
    writeFileSync(template, "{{ DB_URL }} {{ NONE }}");
    const ended = await cli(["agent", "--once", "--template", `${template}:${fileIn("quiet")}`], asPod);
    expect(ended.code).toBe(5);
    expect(ended.log).toContain("there is no secret NONE");
    const given = readFileSync(podpass.tokenPath, "utf8").trim();
    for (const secret of [SECRET, given]) expect(ended.log + ended.out).not.toContain(secret);
  });
});
