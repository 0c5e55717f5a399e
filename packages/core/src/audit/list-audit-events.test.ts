import { ListAuditEventsInput } from "@podpass/contracts";
import { describeOnEachDatabase } from "@podpass/testing/world";
import { expect, it } from "vitest";
import { deleteIdentity, listAuditEvents, revokeAccessToken } from "../index.ts";

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
});
