import { AUDIT_ACTIONS } from "@podpass/contracts";
import { createWorld } from "@podpass/testing/world";
import { expect, it } from "vitest";
import { eventsOfAuditEvent } from "./events-of-audit-event.ts";

it("reads the detail of every audit event that the database tells of, and of no other", async () => {
  await using world = await createWorld();
  const [{ condition } = { condition: "" }] = await world.database.client.$queryRaw<{ condition: string }[]>`
    SELECT pg_get_triggerdef(oid) AS condition FROM pg_trigger WHERE tgname = 'tell_of_audit_event'`;
  const told = [...condition.matchAll(/'([a-z_]+)'::text/g)].map(([, subject]) => subject);
  expect(told.toSorted()).toEqual(["environment", "folder", "secret", "secret_import", "tag"]);
  for (const action of AUDIT_ACTIONS) {
    const isTold = told.includes(action.split(".")[0]);
    if (!isTold) expect(eventsOfAuditEvent({ action, detail: null }), action).toEqual([]);
  }
});

it("takes a move for a deletion in one place and a creation in the other", () => {
  const detail = { key: "KEY", environment: "dev", secretPath: "/a", version: 1, tags: ["db"], to: "prod:/b/c" };
  const secret = { key: "KEY", tags: ["db"] };
  expect(eventsOfAuditEvent({ action: "secret.move", detail })).toEqual([
    { kind: "secret:delete", environment: "dev", secretPath: "/a", secret },
    { kind: "secret:create", environment: "prod", secretPath: "/b/c", secret },
  ]);
});

it("refuses a detail that is not of its action: whoever reads it must not take silence for nothing", () => {
  expect(() => eventsOfAuditEvent({ action: "secret.create", detail: { key: "K" } })).toThrow();
});
