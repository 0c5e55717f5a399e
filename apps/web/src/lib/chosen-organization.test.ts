import { afterEach, describe, expect, it, vi } from "vitest";
import { chosenOrganization, downloadAddress } from "./chosen-organization.ts";

describe("the organization of a tab", () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([
    ["", null],
    ["?org=acme", "acme"],
    ["?tab=users&org=acme-2", "acme-2"],
    ["?org=%22123%22", "123"],
    ["?org=123", "123"],
  ])("is read from %j", (search, slug) => {
    vi.stubGlobal("window", { location: { search } });
    expect(chosenOrganization()).toBe(slug);
  });

  it("goes with a download", () => {
    vi.stubGlobal("window", { location: { search: "?org=acme" } });
    expect(downloadAddress("audit-log", { format: "csv", from: undefined })).toBe(
      "/api/downloads/audit-log?format=csv&organization=acme",
    );
  });
});
