import {
  CreateSecretInput,
  ListSecretsInput,
  type PermissionRule,
  SecretScope,
  UpdateSecretInput,
} from "@podpass/contracts";
import { describeOnEachDatabase } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

/** Each named after what the reader may of it; `BLIND` is one whose value the rules let through and that they do not. */
const KEYS = ["BLIND", "HIDDEN", "NAMED", "READABLE"];

describeOnEachDatabase("whoever may read some secrets alone", (world) => {
  let reader: core.UseCaseContext;
  let scope: SecretScope;
  beforeEach(async () => {
    const tenant = await world().otherTenant();
    const { id: projectId } = await tenant.createProject();
    scope = SecretScope.parse({ projectId, environment: "dev" });
    for (const key of KEYS) await create(tenant.admin, key, `of ${key}`);
    const may = (action: string, ...names: string[]): PermissionRule => ({
      subject: "secrets",
      action: [action],
      conditions: { secretName: { $in: names } },
    });
    reader = await tenant.contextWithRules(projectId, [
      may("describeSecret", "NAMED", "READABLE", "REFERRING"),
      may("readValue", "BLIND", "READABLE", "REFERRING"),
      may("edit", "NAMED"),
    ]);
    await create(tenant.admin, "REFERRING", "${READABLE}, ${NAMED}, ${BLIND}, ${HIDDEN}");
  });

  const create = (by: core.UseCaseContext, key: string, value: string) =>
    core.createSecret(by, CreateSecretInput.parse({ ...scope, key, value }));

  it("is shown these in a list, and in their values nothing of the others", async () => {
    const input = ListSecretsInput.parse({ ...scope, isValueWanted: true, isExpanded: true });
    const { items } = await core.listSecrets(reader, input);
    expect(items.map(({ key, value }) => [key, value])).toEqual([
      ["NAMED", null],
      ["READABLE", "of READABLE"],
      ["REFERRING", "of READABLE, ${NAMED}, ${BLIND}, ${HIDDEN}"],
    ]);
  });

  it("finds the others missing before they write over them", async () => {
    const secrets = KEYS.map((key) => ({ key, value: `of ${key}` }));
    const { items } = await core.previewSecrets(reader, { ...scope, secrets });
    expect(items.map(({ key, state }) => [key, state])).toEqual([
      ["BLIND", "new"],
      ["HIDDEN", "new"],
      ["NAMED", "unreadable"],
      ["READABLE", "same"],
    ]);
  });

  it("finds the others in no environment beside another", async () => {
    const { items } = await core.compareEnvironments(reader, { ...scope, environments: ["dev", "prod"] });
    expect(items.map(({ key, cells }) => [key, cells[0]?.valueGroup])).toEqual([
      ["NAMED", null],
      ["READABLE", 1],
      ["REFERRING", 1],
    ]);
  });

  it("is not answered with a value that they may change and not read", async () => {
    const answer = await core.updateSecret(reader, UpdateSecretInput.parse({ ...scope, key: "NAMED", comment: "new" }));
    expect(answer).toMatchObject({ key: "NAMED", comment: "new", value: null });
  });
});
