import { describe, expect, it } from "vitest";
import { ProjectExport } from "./project-export.ts";

const SECRET = {
  environment: "dev",
  secretPath: "/apps",
  key: "KEY",
  value: " kept as it is\n",
  comment: "",
  tags: ["db"],
  metadata: [],
  skipMultilineEncoding: false,
};
const DOCUMENT = {
  format: "podpass-project",
  version: 1,
  exportedAt: "2026-01-31T12:00:00.000Z",
  project: { name: "Shop", slug: "shop" },
  environments: [{ slug: "dev", name: "Development" }],
  folders: [{ environment: "dev", secretPath: "/apps", description: "" }],
  tags: [{ slug: "db", color: "#1d4ed8" }],
  imports: [{ environment: "dev", secretPath: "/", source: { environment: "prod", secretPath: "/" } }],
  secrets: [SECRET],
  isPartial: false,
};

describe("ProjectExport", () => {
  it("takes a document as it was written, values to the last blank", () => {
    expect(ProjectExport.parse(DOCUMENT)).toEqual(DOCUMENT);
  });

  it.each([
    ["another program's file", { format: "other" }, "format"],
    ["a later version", { version: 2 }, "version"],
    ["one without its end", { isPartial: undefined }, "isPartial"],
    ["a field that is not known", { members: [] }, ""],
    ["an environment without a slug", { environments: [{ slug: "Not a slug", name: "x" }] }, "environments.0.slug"],
    ["the root as a folder", { folders: [{ ...DOCUMENT.folders[0], secretPath: "/" }] }, "folders.0.secretPath"],
    ["a path that climbs up", { secrets: [{ ...SECRET, secretPath: "/../x" }] }, "secrets.0.secretPath"],
    ["a key with a slash", { secrets: [{ ...SECRET, key: "a/b" }] }, "secrets.0.key"],
    ["a value that cannot be stored", { secrets: [{ ...SECRET, value: "\u0000" }] }, "secrets.0.value"],
    ["no color", { tags: [{ slug: "db", color: "url(x)" }] }, "tags.0.color"],
    ["an environment twice", { environments: [DOCUMENT.environments[0], DOCUMENT.environments[0]] }, "environments.1"],
    ["a secret twice", { secrets: [SECRET, SECRET] }, "secrets.1"],
    ["a secret of no environment", { secrets: [{ ...SECRET, environment: "qa" }] }, "secrets.0"],
    ["a folder of no environment", { folders: [{ ...DOCUMENT.folders[0], environment: "qa" }] }, "folders.0"],
  ])("refuses %s, and says where", (_what, change, path) => {
    const { error } = ProjectExport.safeParse({ ...DOCUMENT, ...change });
    expect(error?.issues.map((issue) => issue.path.join("."))).toContain(path);
  });
});
