import { Prisma } from "@podpass/prisma";
import { describeOnEachDatabase } from "@podpass/testing/world";
import { expect, it } from "vitest";
import { loginWithKubernetes, renewAccessToken, verifyAccessToken } from "../index.ts";

describeOnEachDatabase("a database set to another time zone", (world) => {
  it("keeps an access token's instants as they are", async () => {
    const { client } = world().database;
    const identity = await world().createIdentity();
    await world().attachKubernetesAuth(identity.id, { accessTokenTtlSeconds: 60 });
    const [{ name } = { name: "" }] = await client.$queryRaw<{ name: string }[]>`SELECT current_database() AS name`;
    await client.$executeRaw(Prisma.raw(`ALTER DATABASE "${name}" SET timezone TO 'Pacific/Auckland'`));
    await client.$executeRaw(Prisma.raw("SET timezone TO 'Pacific/Auckland'"));
    const ctx = world().publicContext();
    const { accessToken } = await loginWithKubernetes(ctx, {
      identityId: identity.id,
      jwt: world().serviceAccountJwt(),
    });
    const row = await client.accessToken.findFirstOrThrow({ where: { identityId: identity.id } });
    const start = world().clock.now().getTime();
    expect([row.createdAt.getTime(), row.expiresAt.getTime()]).toEqual([start, start + 60_000]);
    await verifyAccessToken(ctx, accessToken);
    await renewAccessToken(ctx, { accessToken });
    world().clock.advanceSeconds(60);
    await expect(verifyAccessToken(ctx, accessToken)).rejects.toMatchObject({ code: "access_token.expired" });
  });
});
