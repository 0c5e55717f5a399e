import { CreateProjectInput } from "@podpass/contracts";
import { countWaiting, createPerson, describeOnPostgres, type Person, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it, vi } from "vitest";
import * as core from "../index.ts";

describeOnPostgres("a person who is removed while a project takes them in", (world) => {
  let tenant: Tenant;
  let projectId: string;
  let person: Person;
  let memberId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    projectId = (await tenant.createProject()).id;
    person = await createPerson(world(), tenant);
    const members = await core.listMembers(tenant.admin, { limit: 100 });
    memberId = members.items.find(({ user }) => user.id === person.id)?.id ?? "";
  });

  /** Begins to remove the person when all is written but the transaction's end; that one waits for it, or it for that. */
  function removing(ctx: core.UseCaseContext) {
    let removal: Promise<unknown> = Promise.resolve();
    const transaction: core.UseCaseContext["transaction"] = (work) =>
      ctx.transaction(async (tx) => {
        const result = await work(tx);
        let isDone = false;
        removal = core.removeMember(tenant.admin, { memberId }).finally(() => {
          isDone = true;
        });
        await vi.waitUntil(async () => isDone || (await countWaiting(world().database)) > 0, { timeout: 60_000 });
        return result;
      });
    return { ctx: { ...ctx, transaction }, removed: () => removal };
  }
  const memberships = () => world().database.client.projectMembership.count({ where: { userId: person.id } });

  it.each<[string, (ctx: core.UseCaseContext) => Promise<unknown>]>([
    ["added", (ctx) => core.addProjectUser(ctx, { projectId, userId: person.id, roles: ["viewer"] })],
    [
      "added by their address",
      (ctx) => core.addProjectUsersByEmail(ctx, { projectId, emails: [person.email], roles: ["viewer"] }),
    ],
  ])("keeps nothing there when they are %s at that moment", async (_how, add) => {
    const { ctx, removed } = removing(tenant.admin);
    await add(ctx);
    await removed();
    expect(await memberships()).toBe(0);
  });

  it("keeps nothing of a project that they make at that moment", async () => {
    const { ctx, removed } = removing(await signedIn(person));
    await core.createProject(ctx, CreateProjectInput.parse({ name: "Late" }));
    await removed();
    expect(await memberships()).toBe(0);
  });

  it("is added to no project, nor makes one, once they are removed", async () => {
    const own = await signedIn(person);
    const late: core.UseCaseContext = {
      ...own,
      async transaction(work) {
        await core.removeMember(tenant.admin, { memberId });
        return own.transaction(work);
      },
    };
    await expect(core.createProject(late, CreateProjectInput.parse({ name: "Late" }))).rejects.toMatchObject({
      code: "member.not_found",
    });
    const add = { projectId, userId: person.id, roles: ["viewer"] };
    await expect(core.addProjectUser(tenant.admin, add)).rejects.toMatchObject({ code: "member.not_found" });
  });

  async function signedIn({ id }: Person): Promise<core.UseCaseContext> {
    return (await core.openUserSession(world().publicContext(), id, null)).useCase;
  }
});
