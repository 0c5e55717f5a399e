import { describe, expect, it } from "vitest";
import { partitionIssues } from "./form.ts";

describe("partitionIssues", () => {
  it("gives a field its own issues and those of its items, and loses none", () => {
    const name = { path: "name", message: "Must not be empty" };
    const item = { path: "trustedIps.0", message: "Not an IP" };
    const other = { path: "projectId", message: "Must be a UUID" };
    const whole = { path: "", message: "Unknown key" };
    expect(partitionIssues([name, item, other, whole], ["name", "trustedIps"])).toEqual([
      [name, item],
      [other, whole],
    ]);
  });

  it("does not take a field for another whose name begins alike", () => {
    const issue = { path: "nameServer", message: "x" };
    expect(partitionIssues([issue], ["name"])).toEqual([[], [issue]]);
  });
});
