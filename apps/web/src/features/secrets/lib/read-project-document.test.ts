import type { ProjectExport } from "@podpass/contracts";
import { describe, expect, it } from "vitest";
import { readProjectDocument } from "./read-project-document.ts";

const DOCUMENT: ProjectExport = {
  format: "podpass-project",
  version: 1,
  exportedAt: "2026-01-31T12:00:00.000Z",
  project: { name: "Shop", slug: "shop" },
  environments: [{ slug: "dev", name: "Development" }],
  folders: [],
  tags: [],
  imports: [],
  secrets: [],
  isPartial: false,
};

const read = (change: object) => readProjectDocument(JSON.stringify({ ...DOCUMENT, ...change }));

describe("a chosen file", () => {
  it("is a document when an export wrote it", () => {
    expect(read({})).toEqual({ document: DOCUMENT });
  });

  it.each([
    ["breaks off", JSON.stringify(DOCUMENT).slice(0, -10), /no JSON.*broke off/],
    ["holds keys and values", '{"API_KEY": "x"}', /no export of a project.*Add many/],
    ["is of a later version", JSON.stringify({ ...DOCUMENT, version: 2 }), /later version/],
  ])("that %s is refused in a sentence that says what to do", (_what, text, sentence) => {
    expect(readProjectDocument(text)).toEqual({ problems: [expect.stringMatching(sentence)] });
  });

  it("with broken fields is refused with each of the first by its name and rule, and the others counted", () => {
    const tags = Array.from({ length: 12 }, (_, index) => ({ slug: `Not a slug ${index}`, color: "" }));
    const answer = read({ tags });
    const problems = "problems" in answer ? answer.problems : [];
    expect(problems).toHaveLength(11);
    expect(problems[0]).toBe("tags.0.slug: Must be lower-case letters, digits and hyphens between them");
    expect(problems.at(-1)).toBe("And 2 more.");
  });
});
