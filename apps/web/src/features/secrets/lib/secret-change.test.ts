import { describe, expect, it } from "vitest";
import { changedFields, secretChange, startingValues } from "./secret-change.ts";

const secret = {
  id: "1",
  projectId: "p",
  environment: "dev",
  secretPath: "/",
  key: "KEY",
  value: null,
  comment: "old",
  metadata: [],
  tags: [{ id: "t", slug: "tag", color: "" }],
  version: 3,
  skipMultilineEncoding: false,
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-01T00:00:00Z",
};

describe("a change of a secret", () => {
  it("is of what was changed, whatever else the form holds, and on the version it began at", () => {
    const values = { ...startingValues(secret), comment: "new" };
    const fields = changedFields({ comment: true, newKey: false });
    expect(secretChange(values, fields, secret)).toEqual({
      projectId: "p",
      environment: "dev",
      secretPath: "/",
      key: "KEY",
      comment: "new",
      expectedVersion: 3,
    });
  });

  it.each([
    [{}, []],
    [{ value: false, tagIds: [] }, []],
    [{ tagIds: [false, true] }, ["tagIds"]],
    [{ metadata: [{ key: false, value: true }] }, ["metadata"]],
    [{ metadata: true, newKey: true }, ["newKey", "metadata"]],
  ])("that the form marks as %j is of %j", (marks, fields) => {
    expect(changedFields(marks)).toEqual(fields);
  });
});
