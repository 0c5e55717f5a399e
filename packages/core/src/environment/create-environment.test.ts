import { describeOnEachDatabase } from "@podpass/testing/world";
import { expect, it } from "vitest";
import { createEnvironment, getProject } from "../index.ts";

describeOnEachDatabase("a new environment", (world) => {
  it("moves those behind it back, and none of another project", async () => {
    const { admin, createProject } = world();
    const [project, neighbour] = [await createProject(), await createProject()];
    await createEnvironment(admin, { projectId: project.id, name: "QA", slug: "qa", position: 2 });
    const placesIn = async (id: string) =>
      (await getProject(admin, { id })).environments.map(({ slug, position }) => [slug, position]);
    expect(await placesIn(project.id)).toEqual([
      ["dev", 1],
      ["qa", 2],
      ["staging", 3],
      ["prod", 4],
    ]);
    expect(await placesIn(neighbour.id)).toEqual([
      ["dev", 1],
      ["staging", 2],
      ["prod", 3],
    ]);
  });
});
