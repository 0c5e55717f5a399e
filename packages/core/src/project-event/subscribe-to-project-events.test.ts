import { SubscribeInput } from "@podpass/contracts";
import { describeOnEachDatabase } from "@podpass/testing/world";
import { expect, it } from "vitest";
import * as core from "../index.ts";

describeOnEachDatabase("a subscription", (world) => {
  it("ends at the next beat once the token may know of no secret any more", async () => {
    const tenant = await world().otherTenant();
    const { id: projectId } = await tenant.createProject();
    const { slug, id: roleId } = await tenant.createRole({
      projectId,
      rules: [{ subject: "secrets", action: ["describeSecret"] }],
    });
    const { id: identityId } = await tenant.createIdentity();
    await core.addProjectIdentity(tenant.admin, { projectId, identityId, roles: [slug] });
    const { accessToken } = await tenant.createToken({ identityId });
    const pod = await core.verifyAccessToken(world().publicContext(), accessToken);
    let tell: (told: string) => void = () => {};
    const next = () =>
      new Promise<string>((resolve) => {
        tell = resolve;
      });
    const sink = { send: () => tell("events"), ping: () => tell("ping"), end: ({ code }: core.AppError) => tell(code) };
    const input = { ...SubscribeInput.parse({ projectId }), accessToken };
    const subscription = await core.subscribeToProjectEvents(pod, input, sink);
    const first = next();
    subscription.beat();
    expect(await first).toBe("ping");
    const second = next();
    await core.updateProjectRole(tenant.admin, { projectId, roleId, rules: [{ subject: "tags", action: ["read"] }] });
    subscription.beat();
    expect(await second).toBe("auth.permission_denied");
    subscription.close();
  });
});
