import { describe, expect, test } from "vitest";
import { UsageError } from "../exit-codes.ts";
import { parseConfig } from "./config.ts";

const MINIMAL = "templates: [{ content: x, destination: /tmp/x }]";

describe("the agent's configuration", () => {
  test("is read with modes and owners as numbers", () => {
    const config = parseConfig(`
project: shop
environment: dev
login: { method: kubernetes, identityId: one }
tokenFiles: [{ path: /run/token, mode: "0640", owner: "1000:2000" }]
templates:
  - { source: /etc/a.tpl, destination: /run/a, exec: { command: [kill, "-HUP", "1"] } }
`);
    expect(config).toMatchObject({
      tokenFiles: [{ path: "/run/token", mode: 0o640, owner: { uid: 1000, gid: 2000 } }],
      templates: [{ exec: { command: ["kill", "-HUP", "1"], timeoutSeconds: 30 } }],
      revokeOnExit: false,
    });
  });

  test.each([
    ["- a", "file"],
    ["{", "file: must be YAML"],
    [`${MINIMAL}\nsecret: hunter2`, "file"],
    ["templates: [{ content: x, destination: here }]", "templates.0.destination: must be an absolute path"],
    ["templates: [{ content: x, source: /a, destination: /b }]", "templates.0.source: either"],
    ["templates: [{ destination: /b }]", "templates.0.source: either"],
    ['templates: [{ content: x, destination: /b, mode: "999" }]', "templates.0.mode"],
    ["templates: [{ content: x, destination: /b, mode: 0644 }]", "templates.0.mode"],
    ["templates: [{ content: x, destination: /b, owner: root }]", "templates.0.owner"],
    ["login: { method: universal, clientId: a, clientSecret: hunter2 }", "login"],
    ["login: { method: magic }", "login"],
  ])("%j is refused, naming the field and no value", (text, message) => {
    expect(() => parseConfig(text)).toThrow(UsageError);
    expect(() => parseConfig(text)).toThrow(message);
    expect(() => parseConfig(text)).not.toThrow("hunter2");
  });
});
