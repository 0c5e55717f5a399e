import { AuditFilter, CreateSecretsInput, ListAuditEventsInput } from "@podpass/contracts";
import { describeOnEachDatabase } from "@podpass/testing/world";
import { expect, it } from "vitest";
import {
  createSecrets,
  deleteIdentity,
  exportAuditEvents,
  listAuditEvents,
  revokeAccessToken,
  type UseCaseContext,
} from "../index.ts";

describeOnEachDatabase("the audit log", (world) => {
  it("names an identity that is deleted, as it was called last, to its own organization", async () => {
    const [tenant, other] = [await world().otherTenant(), await world().otherTenant()];
    const identity = await tenant.createIdentity();
    await revokeAccessToken(world().publicContext(), await tenant.createToken({ identityId: identity.id }));
    await deleteIdentity(tenant.admin, { identityId: identity.id });
    const { items } = await listAuditEvents(
      tenant.admin,
      ListAuditEventsInput.parse({ action: "access_token.revoke" }),
    );
    expect(items).toMatchObject([{ actor: { type: "identity", id: identity.id, name: identity.name } }]);
    const { audit } = world().services.store;
    expect(await audit.namesOf(other.organizationId, [identity.id])).toEqual(new Map());
  });

  it("is exported no further to whoever may not read it any more, nor to another organization", async () => {
    const [tenant, other] = [await world().otherTenant(), await world().otherTenant()];
    const { id: projectId } = await tenant.createProject();
    const secrets = Array.from({ length: 501 }, (_, index) => ({ key: `KEY_${index}`, value: "" }));
    await createSecrets(tenant.admin, CreateSecretsInput.parse({ projectId, environment: "dev", secrets }));
    const exportTo = async (then: UseCaseContext) => {
      let now = tenant.admin;
      const filter = AuditFilter.parse({ action: "secret.create" });
      const parts = await exportAuditEvents(tenant.admin, filter, async () => now);
      const reading = parts[Symbol.asyncIterator]();
      expect((await reading.next()).value).toHaveLength(500);
      now = then;
      return reading.next();
    };
    expect((await exportTo(tenant.admin)).value).toHaveLength(1);
    expect(await exportTo(other.admin)).toEqual({ done: true, value: undefined });
    const outsider = await tenant.contextOf({ organizationRole: "no-access" });
    await expect(exportTo(outsider)).rejects.toMatchObject({ code: "auth.permission_denied" });
  });
});
