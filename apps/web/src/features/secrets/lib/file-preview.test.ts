import { describe, expect, it } from "vitest";
import { changesOf, previewRows } from "./file-preview.ts";

const entries = ["NEW", "CHANGED", "SAME", "HIDDEN", "LOCKED"].map((key, index) => ({
  key,
  value: "v",
  line: index + 1,
}));
const previewed = [
  { key: "NEW", state: "new" as const, version: null },
  { key: "CHANGED", state: "changed" as const, version: 3 },
  { key: "SAME", state: "same" as const, version: 1 },
  { key: "HIDDEN", state: "unreadable" as const, version: 2 },
  { key: "LOCKED", state: "changed" as const, version: 5 },
];
const rows = previewRows(entries, previewed, (key) => key !== "LOCKED");

describe("what a file does", () => {
  it("is to add what is new and to change, at the versions shown, what may be changed", () => {
    expect(changesOf(rows, true)).toEqual({
      create: [{ key: "NEW", value: "v" }],
      update: [
        { key: "CHANGED", value: "v", expectedVersion: 3 },
        { key: "HIDDEN", value: "v", expectedVersion: 2 },
      ],
    });
  });

  it("is to add alone when what is there is to be kept", () => {
    expect(changesOf(rows, false)).toEqual({ create: [{ key: "NEW", value: "v" }], update: [] });
  });
});
