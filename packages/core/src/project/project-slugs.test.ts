import { CreateProjectInput } from "@podpass/contracts";
import { describeOnEachDatabase } from "@podpass/testing/world";
import { expect, it } from "vitest";
import { createProject, getProject } from "../index.ts";

describeOnEachDatabase("the slug of a project", (world) => {
  it("is the name's own where the organization has none of it, whatever others have, and numbered where it has", async () => {
    const named = CreateProjectInput.parse({ name: "Payments" });
    const [one, other] = [await world().otherTenant(), await world().otherTenant()];
    const first = await createProject(one.admin, named);
    const theirs = await createProject(other.admin, named);
    expect([first.slug, theirs.slug]).toEqual(["payments", "payments"]);
    expect((await createProject(one.admin, named)).slug).toBe("payments-2");
    expect(await getProject(other.admin, { slug: "payments" })).toMatchObject({ id: theirs.id });
  });
});
