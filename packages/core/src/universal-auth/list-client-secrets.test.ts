import { CreateClientSecretInput, ListClientSecretsInput } from "@podpass/contracts";
import { describeOnEachDatabase } from "@podpass/testing/world";
import { expect, it } from "vitest";
import * as core from "../index.ts";

describeOnEachDatabase("the client secrets of an identity", (world) => {
  it("are told page by page, the newest first, those of one instant as well, and no other identity's", async () => {
    const tenant = await world().otherTenant();
    const make = async () => {
      const { id: identityId } = await tenant.createIdentity({ isUniversalAuthAttached: true });
      const ids: string[] = [];
      for (let count = 0; count < 7; count++) {
        if (count % 3 === 0) world().clock.advanceSeconds(1);
        const { data } = await core.createClientSecret(tenant.admin, CreateClientSecretInput.parse({ identityId }));
        ids.push(data.id);
      }
      return { identityId, ids };
    };
    const { identityId, ids } = await make();
    await make();
    const told: { id: string; createdAt: Date }[] = [];
    let cursor: string | null | undefined;
    do {
      const input = ListClientSecretsInput.parse({ identityId, limit: 2, cursor: cursor ?? undefined });
      const page = await core.listClientSecrets(tenant.admin, input);
      told.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(told.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const times = told.map(({ createdAt }) => createdAt.getTime());
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });
});
