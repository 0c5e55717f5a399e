import { describe, expect, it } from "vitest";
import { restrictionsOf } from "#features/kubernetes-auth/lib/restrictions.ts";

const NONE = { isPodBindingRequired: false, pinnedServiceAccountUid: "", maxJwtAgeSeconds: 0 };

describe("restrictionsOf", () => {
  it("says nothing of what is not asked", () => {
    expect(restrictionsOf(NONE)).toEqual([]);
  });

  it("says each that is", () => {
    expect(
      restrictionsOf({ isPodBindingRequired: true, pinnedServiceAccountUid: "u-1", maxJwtAgeSeconds: 3600 }),
    ).toEqual([
      "The JWT must be bound to a pod.",
      "The service account's UID must be u-1.",
      "The JWT must be at most 1h old.",
    ]);
  });
});
