import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FolderName, MAX_FOLDER_DEPTH, SecretPath } from "./secret-path.ts";

describe("SecretPath", () => {
  it.each([
    ["", "/"],
    ["/", "/"],
    ["//", "/"],
    ["apps", "/apps"],
    ["/apps/", "/apps"],
    [" //apps///web_1// ", "/apps/web_1"],
    ["/A-b/c_D/9", "/A-b/c_D/9"],
    [`/${"a/".repeat(MAX_FOLDER_DEPTH)}`, `${"/a".repeat(MAX_FOLDER_DEPTH)}`],
  ])("makes of %j %j", (text, path) => {
    expect(SecretPath.parse(text)).toBe(path);
  });

  it.each([
    ["climbs up", "/apps/../other"],
    ["stays", "/./apps"],
    ["hides a dot", "/apps/\u2024\u2024/x"],
    ["hides a slash", "/apps\u2215web"],
    ["escapes a slash", "/apps%2fweb"],
    ["looks like another name", "/\u0430pps"],
    ["turns around", "/apps\u202e"],
    ["is spelled in wide letters", "/\uff41pps"],
    ["has a blank inside", "/my apps"],
    ["has a NUL", "/apps\u0000"],
    ["has half a surrogate pair", "/apps\ud800"],
    ["has a wildcard", "/apps/*"],
    ["has a wildcard of SQL", "/apps%"],
    ["is a template", "/{{identity.name}}"],
    ["is too deep", "/a".repeat(MAX_FOLDER_DEPTH + 1)],
    ["is too long", `/${"a".repeat(1024)}`],
  ])("refuses a path that %s", (_what, text) => {
    expect(SecretPath.safeParse(text).success).toBe(false);
  });

  it("has one spelling for each folder, and takes it back", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/), { maxLength: MAX_FOLDER_DEPTH }), (names) => {
        const path = SecretPath.parse(`${names.map((name) => `//${name}`).join("")}/`);
        expect(path).toBe(`/${names.join("/")}`);
        expect(SecretPath.parse(path)).toBe(path);
      }),
    );
  });
});

describe("FolderName", () => {
  it.each(["a", "Apps", "web-1_b", "0"])("may be %j", (name) => {
    expect(FolderName.parse(` ${name} `)).toBe(name);
  });

  it.each(["", "a b", "a/b", ".", "..", "ä", "a".repeat(256), "0b8f2d3e-6f55-4c0e-9d7a-3b1f6c2a9e10"])(
    "may not be %j",
    (name) => {
      expect(FolderName.safeParse(name).success).toBe(false);
    },
  );
});
