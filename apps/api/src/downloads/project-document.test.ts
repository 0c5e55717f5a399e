import { text as textOf } from "node:stream/consumers";
import { ProjectExport } from "@podpass/contracts";
import type { OpenedProjectExport } from "@podpass/core";
import { describe, expect, test } from "vitest";
import { writeProjectDocument } from "./project-document.ts";

const head: OpenedProjectExport["head"] = {
  format: "podpass-project",
  version: 1,
  exportedAt: "2026-01-01T00:00:00.000Z",
  project: { name: "Shop", slug: "shop" },
  environments: [{ slug: "dev", name: "Development" }],
  folders: [],
  tags: [],
  imports: [],
};
const part = (keys: string[], isPartial = false) => ({
  secrets: keys.map((key) => ({
    ...{ environment: "dev", secretPath: "/", key, value: `line of "${key}"\n`, comment: "" },
    ...{ tags: [], metadata: [], skipMultilineEncoding: false },
  })),
  isPartial,
});
type Part = ReturnType<typeof part>;

async function* partsOf(parts: Part[], failure?: Error) {
  yield* parts;
  if (failure) throw failure;
}
const write = (parts: Part[], isPartial = false) => writeProjectDocument({ head, isPartial, parts: partsOf(parts) });

describe("the document of a project", () => {
  test.each([
    ["without secrets", []],
    ["with one part", [part(["A", "B"])]],
    ["with parts of which some are empty", [part([]), part(["A"]), part([]), part(["B", "C"]), part([])]],
  ])("%s is JSON with each secret on a line of its own", async (_what, parts) => {
    const text = await textOf(write(parts));
    const { secrets } = ProjectExport.parse(JSON.parse(text));
    expect(secrets).toEqual(parts.flatMap((one) => one.secrets));
    expect(text.split("\n").filter((line) => line.includes('"key"'))).toHaveLength(secrets.length);
  });

  test.each([
    ["nothing is left out", false, [false, false], false],
    ["the head leaves something out", true, [false, false], true],
    ["the first part does", false, [true, false], true],
    ["a part does of which nothing is left", false, [false, true], true],
  ])("says at its end whether it is whole: %s", async (_what, ofHead, [first, last], expected) => {
    const text = await textOf(write([part(["A"], first), part([], last)], ofHead));
    expect(ProjectExport.parse(JSON.parse(text)).isPartial).toBe(expected);
    expect(text.trimEnd().split("\n").at(-2)).toContain('"isPartial"');
  });

  test("that broke off is no JSON, wherever it did", async () => {
    const failure = new Error("The database is gone");
    for (const parts of [[], [part(["A"])], [part(["A"]), part([])]]) {
      let text = "";
      const takeAll = async () => {
        for await (const chunk of writeProjectDocument({ head, isPartial: false, parts: partsOf(parts, failure) })) {
          text += chunk;
        }
      };
      await expect(takeAll()).rejects.toThrow(failure);
      expect(text).toContain('"secrets"');
      expect(() => JSON.parse(text)).toThrow(SyntaxError);
    }
  });
});
