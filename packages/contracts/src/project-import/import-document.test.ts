import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ExportedProjectSecret, ProjectExport } from "../project-export.ts";
import { contentOf, IMPORT_KINDS, type ImportContent } from "./document-content.ts";
import { ImportProjectInput, MAX_OTHERS_OF_IMPORT_PART, type ProjectImportPreview } from "./part.ts";
import { countContent, countPlanned, planImport, plannedContent } from "./plan-import.ts";
import { splitContent } from "./split-content.ts";

const projectId = "6f1f8a52-6a52-4a3e-9d0e-0d1f3c1f5a11";
const EMPTY: ImportContent = { environments: [], tags: [], folders: [], secrets: [], imports: [] };
const DEV = { slug: "dev", name: "Development" };
const DB = { slug: "db", color: "" };
const APPS = { environment: "dev", secretPath: "/apps", description: "" };

function secretAt(secretPath: string, key: string, more: Partial<ExportedProjectSecret> = {}): ExportedProjectSecret {
  const plain = { value: "", comment: "", tags: [], metadata: [], skipMultilineEncoding: false };
  return { environment: "dev", secretPath, key, ...plain, ...more };
}

function joined(parts: readonly ImportContent[]): ImportContent {
  return {
    environments: parts.flatMap(({ environments }) => environments),
    tags: parts.flatMap(({ tags }) => tags),
    folders: parts.flatMap(({ folders }) => folders),
    secrets: parts.flatMap(({ secrets }) => secrets),
    imports: parts.flatMap(({ imports }) => imports),
  };
}

describe("the content of a document", () => {
  const head = {
    format: "podpass-project",
    version: 1,
    exportedAt: "",
    project: { name: "Shop", slug: "shop" },
  } as const;
  const document: ProjectExport = { ...head, ...EMPTY, environments: [DEV], isPartial: true };

  it("has the tags and folders that are named and not listed, parents before children", () => {
    const secrets = [secretAt("/apps/shop/web", "A", { tags: ["db", "new"] })];
    const folders = [{ ...APPS, secretPath: "/apps/shop", description: "kept" }];
    const imports = [{ environment: "dev", secretPath: "/jobs", source: { environment: "prod", secretPath: "/x" } }];
    expect(contentOf({ ...document, tags: [{ slug: "db", color: "red" }], folders, secrets, imports })).toMatchObject({
      tags: [
        { slug: "db", color: "red" },
        { slug: "new", color: "" },
      ],
      folders: [
        { secretPath: "/apps", description: "" },
        { secretPath: "/apps/shop", description: "kept" },
        { secretPath: "/apps/shop/web" },
        { secretPath: "/jobs" },
      ],
    });
  });
});

describe("the parts of a content", () => {
  const secret = fc.record({ folder: fc.nat(400), value: fc.string({ maxLength: 5 }), size: fc.nat(200_000) });
  const content = fc
    .record({ folders: fc.nat(250), secrets: fc.array(secret, { maxLength: 400, size: "max" }) })
    .map(({ folders, secrets }): ImportContent => {
      return {
        environments: [DEV],
        tags: [DB],
        folders: Array.from({ length: folders }, (_, index) => ({ ...APPS, secretPath: `/f${index}` })),
        secrets: secrets.map(({ folder, value, size }, index) =>
          secretAt(`/f${folder}`, `KEY_${index}`, { value: size > 190_000 ? "x".repeat(size) : value }),
        ),
        imports: [{ environment: "dev", secretPath: "/", source: { environment: "prod", secretPath: "/" } }],
      };
    });

  it("are all of it, in its order, and each is one that the server takes", () => {
    fc.assert(
      fc.property(content, (whole) => {
        const parts = splitContent(whole);
        expect(joined(parts)).toEqual(whole);
        for (const part of parts) {
          expect(ImportProjectInput.safeParse({ projectId, ...part }).success).toBe(true);
          expect(JSON.stringify(part).length < 600_000 || countContent(part) === 1).toBe(true);
          const others = part.environments.length + part.tags.length + part.folders.length + part.imports.length;
          expect(others + new Set(part.secrets.map(({ secretPath }) => secretPath)).size).toBeLessThanOrEqual(
            MAX_OTHERS_OF_IMPORT_PART,
          );
        }
      }),
      { numRuns: 30 },
    );
  });

  it("are one where all fits into it, and none where there is nothing", () => {
    expect(splitContent({ ...EMPTY, environments: [DEV], secrets: [secretAt("/", "A")] })).toHaveLength(1);
    expect(splitContent(EMPTY)).toEqual([]);
  });
});

describe("the plan of an import", () => {
  const part: ImportContent = {
    environments: [DEV],
    tags: [DB],
    folders: [APPS, { ...APPS, secretPath: "/apps/web" }],
    secrets: [secretAt("/", "ROOT"), secretAt("/apps", "APP"), secretAt("/apps/web", "WEB", { tags: ["db"] })],
    imports: [{ environment: "dev", secretPath: "/apps", source: { environment: "dev", secretPath: "/apps/web" } }],
  };
  const NEW: ProjectImportPreview = {
    environments: ["new"],
    tags: ["new"],
    folders: ["new", "new"],
    secrets: Array(3).fill({ state: "new", version: null, isAllowed: true }),
    imports: [{ state: "new", hasSource: false }],
  };
  const planWith = (said: Partial<ProjectImportPreview>) => planImport([{ part, preview: { ...NEW, ...said } }]);
  const statesWith = (said: Partial<ProjectImportPreview>) => {
    const plan = planWith(said);
    return IMPORT_KINDS.map((kind) => plan[kind].map(({ state }) => state).join(" ")).join(" | ");
  };

  it.each<[string, Partial<ProjectImportPreview>, string]>([
    ["all is new", {}, "new | new | new new | new new new | new"],
    [
      "the environment",
      { environments: ["refused"] },
      "left_out | new | left_out left_out | left_out left_out left_out | left_out",
    ],
    ["a folder", { folders: ["refused", "new"] }, "new | new | left_out left_out | new left_out left_out | left_out"],
    [
      "the source of the import",
      { folders: ["new", "refused"] },
      "new | new | new left_out | new new left_out | left_out",
    ],
    ["a tag", { tags: ["refused"] }, "new | left_out | new new | new new left_out | new"],
    ["an import", { imports: [{ state: "refused", hasSource: true }] }, "new | new | new new | new new new | left_out"],
  ])("leaves out what cannot be written and what needs it: %s", (_what, said, states) => {
    expect(statesWith(said)).toBe(states);
  });

  it("changes what differs when it is told to, at the version that was seen, and never what is the same", () => {
    const secrets: ProjectImportPreview["secrets"] = [
      { state: "changed", version: 3, isAllowed: true },
      { state: "unreadable", version: 4, isAllowed: true },
      { state: "same", version: 5, isAllowed: true },
    ];
    const plan = planWith({ environments: ["present"], tags: ["present"], folders: ["present", "present"], secrets });
    expect(countPlanned(plan, "secrets")).toEqual({ new: 0, changed: 2, present: 1, left_out: 0 });
    expect(plannedContent(plan, true)).toMatchObject({
      environments: [],
      tags: [],
      folders: [],
      secrets: [
        { key: "ROOT", expectedVersion: 3 },
        { key: "APP", expectedVersion: 4 },
      ],
      imports: [{}],
    });
    expect(plannedContent(plan, false).secrets).toEqual([]);
    expect(statesWith({ secrets: secrets.map((said) => ({ ...said, isAllowed: false })) })).toContain(
      "left_out left_out present",
    );
  });

  it("makes of a new secret one without a version", () => {
    expect(plannedContent(planWith({}), false).secrets[0]).not.toHaveProperty("expectedVersion");
  });
});
