import {
  CreateFolderInput,
  CreateSecretInput,
  MoveSecretsInput,
  type PermissionRule,
  SearchSecretsInput,
  SecretScope,
} from "@podpass/contracts";
import { countWaiting, describeOnPostgres, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

describeOnPostgres("two changes that together would open a secret", (world) => {
  let tenant: Tenant;
  let projectId: string;
  let tagId: string;
  let stagingId: string;
  const folderIds = { shut: "", inbox: "" };
  beforeEach(async () => {
    tenant = await world().otherTenant();
    const project = await tenant.createProject();
    projectId = project.id;
    stagingId = project.environments.find(({ slug }) => slug === "staging")?.id ?? "";
    tagId = (await core.createTag(tenant.admin, { projectId, slug: "plain", color: "" })).id;
    for (const name of ["shut", "inbox"] as const) {
      folderIds[name] = (await core.createFolder(tenant.admin, CreateFolderInput.parse({ ...scope("/"), name }))).id;
    }
    const shut = { ...scope("/shut"), value: "hunter2" };
    await core.createSecret(tenant.admin, CreateSecretInput.parse({ ...shut, key: "BARE_KEY" }));
    await core.createSecret(tenant.admin, CreateSecretInput.parse({ ...shut, key: "TAGGED_KEY", tagIds: [tagId] }));
  });
  const scope = (secretPath: string, environment = "dev") => SecretScope.parse({ projectId, environment, secretPath });

  type Change = (ctx: core.UseCaseContext) => Promise<unknown>;
  const move =
    (secretPath: string, environment: string): Change =>
    (ctx) =>
      core.moveSecrets(
        ctx,
        MoveSecretsInput.parse({ ...scope("/shut"), keys: ["TAGGED_KEY"], to: { environment, secretPath } }),
      );
  const changes = {
    "tag it": (ctx) => core.updateSecret(ctx, { ...scope("/shut"), key: "BARE_KEY", tagIds: [tagId] }),
    "rename the tag": (ctx) => core.updateTag(ctx, { projectId, tagId, slug: "open" }),
    "delete the tag": (ctx) => core.deleteTag(ctx, { projectId, tagId }),
    "move it to a folder": move("/inbox", "dev"),
    "move it to an environment": move("/", "staging"),
    "rename its folder": (ctx) => core.updateFolder(ctx, { projectId, folderId: folderIds.shut, name: "open" }),
    "rename that folder": (ctx) => core.updateFolder(ctx, { projectId, folderId: folderIds.inbox, name: "open" }),
    "rename that environment": (ctx) =>
      core.updateEnvironment(ctx, { projectId, environmentId: stagingId, slug: "open" }),
  } satisfies Record<string, Change>;

  /** What becomes of a change that is begun when another is about to be committed. */
  async function startBeforeCommit(ctx: core.UseCaseContext, first: Change, second: Change): Promise<unknown> {
    let isDone = false;
    let late: Promise<unknown> = Promise.resolve();
    await first({
      ...ctx,
      transaction: (work) =>
        ctx.transaction(async (tx) => {
          const result = await work(tx);
          late = Promise.allSettled([second(ctx)]).then(([outcome]) => {
            isDone = true;
            return outcome;
          });
          await expect
            .poll(async () => isDone || (await countWaiting(world().database)) > 0, { timeout: 8000 })
            .toBe(true);
          return result;
        }),
    });
    return late;
  }

  /** The conditions of who reads secrets, and two changes with what is said to the one that comes late. */
  type Pair = [NonNullable<PermissionRule["conditions"]>, LateChange, LateChange];
  type LateChange = [keyof typeof changes, string];
  const opens = "auth.privilege_boundary";
  const gone = "folder.not_found";
  const tagged = { secretTags: { $in: ["open"] } };
  const pairs: Pair[] = [
    [{ ...tagged, secretName: "BARE_KEY" }, ["tag it", opens], ["rename the tag", opens]],
    [{ ...tagged, secretPath: "/inbox" }, ["move it to a folder", opens], ["rename the tag", opens]],
    [{ secretTags: { $ne: "plain" }, secretPath: "/inbox" }, ["move it to a folder", opens], ["delete the tag", opens]],
    [{ ...tagged, secretPath: "/open" }, ["rename its folder", opens], ["rename the tag", opens]],
    [{ secretPath: "/open" }, ["move it to a folder", gone], ["rename that folder", opens]],
    [{ environment: "open" }, ["move it to an environment", gone], ["rename that environment", opens]],
  ];
  const inEachOrder = pairs.flatMap(([conditions, one, other]) => [
    { conditions, first: one[0], second: other[0], code: other[1] },
    { conditions, first: other[0], second: one[0], code: one[1] },
  ]);

  it.each(inEachOrder)("$first, and meanwhile $second: the latter is refused", async (pair) => {
    const { conditions, first, second, code } = pair;
    const actor = await tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["create", "edit", "delete"] },
      { subject: "tags", action: ["edit", "delete"] },
      { subject: "secret-folders", action: ["edit"] },
      { subject: "environments", action: ["edit"] },
      { subject: "secrets", action: ["describeSecret", "readValue"], conditions },
    ]);
    const outcome = await startBeforeCommit(actor, changes[first], changes[second]);
    expect(outcome).toMatchObject({ status: "rejected", reason: { code } });
    const search = SearchSecretsInput.parse({ projectId, search: "KEY" });
    expect(await core.searchSecrets(actor, search)).toMatchObject({ items: [] });
  });
});
