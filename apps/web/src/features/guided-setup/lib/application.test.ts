import { describe, expect, it } from "vitest";
import { namesInAllowLists, readApplication } from "#features/guided-setup/lib/application.ts";

describe("readApplication", () => {
  it("reads names that Kubernetes would take", () => {
    expect(readApplication({ applicationName: " web ", applicationNamespace: "shop" })).toEqual({
      name: "web",
      namespace: "shop",
    });
  });

  it.each([
    ["", "shop"],
    ["web", ""],
    ["Web", "shop"],
    ["web", "a.b"],
    ["web\nkind: Secret", "shop"],
  ])("makes nothing of %j in %j", (applicationName, applicationNamespace) =>
    expect(readApplication({ applicationName, applicationNamespace })).toBeNull(),
  );
});

describe("namesInAllowLists", () => {
  it.each([
    ["web", "shop", "web", "shop"],
    ["api-*, web", "*", "web", ""],
    ["", "shop-?,prod", "", "prod"],
  ])("finds in %j and %j: %j and %j", (allowedNames, allowedNamespaces, applicationName, applicationNamespace) =>
    expect(namesInAllowLists({ allowedNames, allowedNamespaces })).toEqual({ applicationName, applicationNamespace }),
  );
});
