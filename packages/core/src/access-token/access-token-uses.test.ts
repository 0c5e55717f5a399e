import { describeOnEachDatabase } from "@podpass/testing/world";
import { expect, it } from "vitest";
import * as core from "../index.ts";

describeOnEachDatabase("when a token was last used", (world) => {
  it("is told by the next try when it could not be written, and by what is newer", async () => {
    const tenant = await world().otherTenant();
    const [one, other] = [await tenant.createToken(), await tenant.createToken()];
    const { services } = world();
    const use = (token: { accessToken: string }, ipAddress: string) =>
      core.verifyAccessToken(world().publicContext({ ipAddress }), token.accessToken);
    await use(one, "203.0.113.1");
    await use(other, "203.0.113.1");
    const storeUses = () => Promise.reject(new Error("The database is gone"));
    const store = { ...services.store, accessTokens: { ...services.store.accessTokens, storeUses } };
    await expect(core.storeAccessTokenUses({ ...services, store })).rejects.toThrow("The database is gone");
    world().clock.advanceSeconds(1);
    await use(other, "203.0.113.2");
    await core.storeAccessTokenUses(services);
    const rows = await world().database.client.accessToken.findMany({
      where: { id: { in: [one.data.id, other.data.id] } },
      orderBy: { lastUsedAt: "asc" },
      select: { id: true, lastUsedIpAddress: true },
    });
    expect(rows).toEqual([
      { id: one.data.id, lastUsedIpAddress: "203.0.113.1" },
      { id: other.data.id, lastUsedIpAddress: "203.0.113.2" },
    ]);
  });
});
