import { CreateSecretInput, ListAuditEventsInput, SecretScope, UpdateSecretsInput } from "@podpass/contracts";
import { describeOnEachDatabase } from "@podpass/testing/world";
import { expect, it } from "vitest";
import * as core from "../index.ts";

describeOnEachDatabase("a change of a secret", (world) => {
  it("is written down with what of it was changed, and nothing of what is stored encrypted", async () => {
    const tenant = await world().otherTenant();
    const { admin } = tenant;
    const { id: projectId } = await tenant.createProject();
    const scope = SecretScope.parse({ projectId, environment: "dev" });
    const [web, db] = [
      await core.createTag(admin, { projectId, slug: "web", color: "" }),
      await core.createTag(admin, { projectId, slug: "db", color: "" }),
    ];
    const secret = { key: "A", value: "old value", comment: "old words", tagIds: [web.id] };
    await core.createSecret(admin, CreateSecretInput.parse({ ...scope, ...secret }));
    const eventOfChange = async (change: object) => {
      world().clock.advanceSeconds(1);
      await core.updateSecrets(admin, UpdateSecretsInput.parse({ ...scope, secrets: [{ key: "A", ...change }] }));
      const { items } = await core.listAuditEvents(admin, ListAuditEventsInput.parse({ action: "secret.update" }));
      return items[0]?.detail;
    };
    const nothing = { isValueChanged: false, isCommentChanged: false, isMetadataChanged: false };
    expect(await eventOfChange({ value: "new value" })).toMatchObject({ ...nothing, isValueChanged: true });
    const comment = await eventOfChange({ comment: "new words" });
    expect(comment).toMatchObject({ ...nothing, isCommentChanged: true, tags: ["web"] });
    expect(comment).not.toHaveProperty("tagsBefore");
    const metadata = [{ key: "team", value: "billing" }];
    expect(await eventOfChange({ metadata })).toMatchObject({ ...nothing, isMetadataChanged: true });
    expect(await eventOfChange({ tagIds: [db.id] })).toMatchObject({ ...nothing, tagsBefore: ["web"], tags: ["db"] });
    const skipped = { before: false, after: true };
    expect(await eventOfChange({ skipMultilineEncoding: true })).toMatchObject({ skipMultilineEncoding: skipped });
    const { items } = await core.listAuditEvents(admin, ListAuditEventsInput.parse({}));
    expect(JSON.stringify(items)).not.toMatch(/old value|new value|words|billing/);
  });
});
