import type { AuditAction, ErrorCode } from "@podpass/contracts";
import type { UseCaseContext } from "@podpass/core";
import { beforeAll, expect, it } from "vitest";
import { withoutAudit } from "./base-world.ts";
import { describeOnEachDatabase } from "./describe-on-each-database.ts";
import { digestDatabase } from "./dump-database.ts";
import type { Tenant } from "./tenant.ts";

/** What is to be done, to things that were made for it. */
type Act = (ctx: UseCaseContext) => Promise<unknown>;

export interface Mutation {
  action: AuditAction;
  /** What another organization's admin is told; null when the act names nothing that could be another's. */
  notFound: ErrorCode | null;
  prepare(tenant: Tenant): Promise<Act>;
}

/** For the values of secrets that a mutation writes or reads: no event may hold it. */
export const KEPT_SECRET = "a value that no event may hold";
const CALLER = { ipAddress: "203.0.113.7", userAgent: "every change/1.0" };

/** Shows, on each database, that every one of these use-cases keeps what each change of Podpass promises. */
export function describeMutations(subject: string, mutations: Record<string, Mutation>): void {
  describeOnEachDatabase(`every change ${subject}`, (world) => {
    let nobody: UseCaseContext;
    let stranger: Tenant;
    beforeAll(async () => {
      nobody = await world().contextOf({ organizationRole: "no-access" });
      stranger = await world().otherTenant();
    });

    async function expectRefused(act: Act, by: UseCaseContext, expected: object): Promise<void> {
      const before = await digestDatabase(world().database);
      await expect(act(by)).rejects.toMatchObject(expected);
      expect(await digestDatabase(world().database)).toEqual(before);
    }

    const all = Object.entries(mutations);
    it.each(all)("%s is written down once, with who did it, from where and in which request", async (...row) => {
      const [, { action, prepare }] = row;
      const { admin } = world();
      const act = await prepare(world());
      const ctx = { ...admin, ...world().publicContext(CALLER) };
      const actorId = admin.actor.type === "user" ? admin.actor.id : null;
      await act(ctx);
      const events = (await world().auditEvents()).filter(({ requestId }) => requestId === ctx.request.requestId);
      expect(events.filter((event) => event.action === action)).toEqual([
        expect.objectContaining({ actorType: "user", actorId, ...CALLER }),
      ]);
      for (const event of events) expect(event).toMatchObject(CALLER);
      expect(JSON.stringify(events)).not.toContain(KEPT_SECRET);
    });

    it.each(all)("%s leaves nothing behind when it cannot be written down", async (...row) => {
      const act = await row[1].prepare(world());
      await expectRefused(act, withoutAudit(world().admin), {});
    });

    it.each(all)("%s is refused to whoever holds no right, and changes nothing", async (...row) => {
      const act = await row[1].prepare(world());
      await expectRefused(act, nobody, { code: "auth.permission_denied" });
    });

    const aboutSomething = all.filter(([, { notFound }]) => notFound !== null);
    it.each(aboutSomething)("%s finds nothing of another organization, and changes nothing", async (...row) => {
      const act = await row[1].prepare(world());
      await expectRefused(act, stranger.admin, { code: row[1].notFound });
    });
  });
}
