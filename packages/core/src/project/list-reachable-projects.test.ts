import { describeOnEachDatabase } from "@podpass/testing/world";
import { expect, it } from "vitest";
import type { UseCaseContext } from "../index.ts";
import * as core from "../index.ts";

describeOnEachDatabase("the projects that may be opened, of those that are named", (world) => {
  const projects = async (count: number) => {
    const tenant = await world().otherTenant();
    const made = await Promise.all(Array.from({ length: count }, () => tenant.createProject()));
    return { tenant, ids: made.map(({ id }) => id).sort() };
  };
  const reach = (ctx: UseCaseContext, projectIds: string[]) => core.listReachableProjects(ctx, { projectIds });

  it("are all of them for who may open every project", async () => {
    const { tenant, ids } = await projects(2);
    expect(await reach(tenant.admin, ids)).toEqual({ projectIds: ids });
    expect(await reach(tenant.admin, [])).toEqual({ projectIds: [] });
  });

  it("are those that `getProject` answers, as long as it does", async () => {
    const { tenant, ids } = await projects(3);
    const [held = "", without] = ids;
    const until = new Date(world().clock.now().getTime() + 3_600_000);
    const ctx = await tenant.contextOf({ projectId: held, projectRole: "viewer", until });
    await tenant.contextOf({ projectId: without, projectRole: "no-access" });
    const answered = async () => {
      const opened = await Promise.allSettled(ids.map((id) => core.getProject(ctx, { id })));
      return { projectIds: ids.filter((_id, index) => opened[index]?.status === "fulfilled") };
    };
    expect(await reach(ctx, ids)).toEqual({ projectIds: [held] });
    expect(await answered()).toEqual({ projectIds: [held] });
    world().clock.advanceSeconds(3600);
    expect(await reach(ctx, ids)).toEqual({ projectIds: [] });
    expect(await answered()).toEqual({ projectIds: [] });
  });

  it("are asked for in one's own organization alone", async () => {
    const { tenant, ids } = await projects(1);
    const other = await projects(1);
    for (const projectIds of [other.ids, [...ids, ...other.ids]]) {
      await expect(reach(tenant.admin, projectIds)).rejects.toMatchObject({ code: "project.not_found" });
    }
  });
});
