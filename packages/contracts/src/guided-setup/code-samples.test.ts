import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { CODE_LANGUAGES, codeSample } from "./code-samples.ts";
import { PodpassUrl } from "./podpass-url.ts";

const INPUT = {
  url: "https://podpass.example.com:8443",
  identityId: "7a1c9f5e-6f0b-4c53-9c7e-2f7a3b8d4e10",
  projectId: "9d6f4d1c-2b3a-4f5e-8c7d-1a2b3c4d5e6f",
  environment: "prod",
};

describe("codeSample", () => {
  it.each(CODE_LANGUAGES)("fills in everything there is to know, for %s", (language) => {
    const text = codeSample(language, INPUT)
      .map((file) => file.text)
      .join("\n");
    for (const part of [...Object.values(INPUT), "/var/run/secrets/podpass/token"]) expect(text).toContain(part);
    expect(text).not.toMatch(/undefined|\[object|<your/);
  });

  it("configures the Infisical agent by the paths of files", () => {
    const [config, identityId] = codeSample("agent", INPUT);
    expect(parse(config?.text ?? "")).toMatchObject({
      infisical: { address: INPUT.url },
      auth: {
        type: "kubernetes",
        config: {
          "identity-id": "/etc/podpass/identity-id",
          "service-account-token": "/var/run/secrets/podpass/token",
        },
      },
      templates: [{ "template-content": expect.stringContaining(`"${INPUT.projectId}" "prod" "/"`) }],
    });
    expect(identityId).toEqual({ fileName: "identity-id", text: INPUT.identityId });
  });
});

describe("PodpassUrl", () => {
  it.each([
    [" https://podpass.example.com/ ", "https://podpass.example.com"],
    ["http://podpass.default.svc:8080", "http://podpass.default.svc:8080"],
    ["HTTPS://Podpass.Example.com", "https://podpass.example.com"],
    ["http://[::1]:8080", "http://[::1]:8080"],
  ])("reads %j as %j", (text, origin) => expect(PodpassUrl.parse(text)).toBe(origin));

  it.each([
    "",
    "podpass.example.com",
    "ftp://podpass.example.com",
    "https://podpass.example.com/path",
    "https://podpass.example.com/?q",
    "https://podpass.example.com/#f",
    "https://user:password@podpass.example.com",
    // Hosts to the WHATWG parser, and commands to a shell.
    "https://$(id).example.com",
    "https://`id`.example.com",
    'https://a";id;".example.com',
    "https://a'b.example.com",
  ])("refuses %j", (text) => expect(PodpassUrl.safeParse(text).success).toBe(false));
});
