import { describe, expect, it } from "vitest";
import { safeRedirect } from "./safe-redirect.ts";

describe("safeRedirect", () => {
  it.each(["/projects", "/projects/1/secrets?environment=dev#x", "/"])("follows %j, a page of this site", (target) => {
    expect(safeRedirect(target)).toBe(target);
  });

  it.each([
    undefined,
    "",
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
  ])("does not leave the site for %j", (target) => {
    expect(safeRedirect(target)).toBe("/");
  });
});
