import {
  CreateFolderInput,
  CreateOwnIdentityInput,
  CreateSecretInput,
  CreateSecretsInput,
  ImportProjectInput,
  ListAccessTokensInput,
  MoveSecretsInput,
  SecretScope,
} from "@podpass/contracts";
import { countWaiting, describeOnPostgres, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "./index.ts";
import type { Store } from "./shared/store.ts";

describeOnPostgres("changes that hold several things each never wait in a circle", (world) => {
  let tenant: Tenant;
  let projectId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    projectId = (await tenant.createProject()).id;
  });

  /**
   * What becomes of changes that are begun while another transaction holds something: each when those before it wait. At
   * last that transaction does the rest of its work, and commits.
   */
  async function whileHeld(
    hold: (tx: Store) => Promise<unknown>,
    changes: (() => Promise<unknown>)[],
    rest: (tx: Store) => Promise<unknown> = async () => {},
  ): Promise<PromiseSettledResult<unknown>[]> {
    const begun: Promise<PromiseSettledResult<unknown>[]>[] = [];
    await world().services.transaction(async (tx) => {
      await hold(tx);
      for (const change of changes) {
        begun.push(Promise.allSettled([change()]));
        await expect.poll(() => countWaiting(world().database), { timeout: 8000 }).toBe(begun.length);
      }
      await rest(tx);
    });
    return (await Promise.all(begun)).flat();
  }
  const done = { status: "fulfilled" };
  const refused = (code: string) => ({ status: "rejected", reason: { code } });

  const scope = (secretPath = "/", environment = "dev") => SecretScope.parse({ projectId, environment, secretPath });
  const folder = (name: string, at = scope()) =>
    core.createFolder(tenant.admin, CreateFolderInput.parse({ ...at, name }));
  const secret = (key: string, at = scope()) =>
    core.createSecret(tenant.admin, CreateSecretInput.parse({ ...at, key, value: "" }));

  it("when they add the same secrets in another order", async () => {
    const { id } = await secret("M");
    const add = (...keys: string[]) =>
      core.createSecrets(
        tenant.admin,
        CreateSecretsInput.parse({ ...scope(), secrets: keys.map((key) => ({ key, value: "" })) }),
      );
    const outcomes = await whileHeld(
      (tx) => tx.secrets.deleteMany([id]),
      [() => add("Z", "M", "A"), () => add("A", "Z")],
    );
    expect(outcomes).toMatchObject([
      { ...done, value: { items: [{ key: "Z" }, { key: "M" }, { key: "A" }] } },
      refused("secret.already_exists"),
    ]);
  });

  it("when one ends the tokens of identities, and another deletes one of these", async () => {
    const { id: identityId } = await tenant.createIdentity();
    await tenant.attachKubernetesAuth(identityId);
    const jwt = world().serviceAccountJwt({ namespace: "payments", name: "worker" });
    // Whatever order they are ended in, one comes before the one in the middle.
    for (let count = 0; count < 3; count++) {
      world().clock.advanceSeconds(1);
      await core.loginWithKubernetes(world().publicContext(), { identityId, jwt });
    }
    const tokens = await core.listAccessTokens(tenant.admin, ListAccessTokensInput.parse({ identityId }));
    const outcomes = await whileHeld(
      async (tx) => {
        await tx.identities.lock(identityId);
        await tx.accessTokenInventory.rename(tokens.items[1]?.id ?? "", "held");
      },
      [() => core.revokeAccessTokens(tenant.admin, { serviceAccount: { namespace: "payments" } })],
      (tx) => tx.identities.delete(identityId),
    );
    expect(outcomes).toMatchObject([{ ...done, value: { revokedCount: 0 } }]);
  });

  it("when one deletes a project, and another an identity of its own", async () => {
    const input = CreateOwnIdentityInput.parse({ projectId, name: "worker", roles: ["viewer"] });
    const { id } = await core.createOwnIdentity(tenant.admin, input);
    const outcomes = await whileHeld(
      (tx) => tx.identities.lock(id),
      [() => core.deleteProject(tenant.admin, { projectId })],
      (tx) => tx.identities.delete(id),
    );
    expect(outcomes).toMatchObject([done]);
  });

  /** Gives a folder an id before those of all others: folders are held by id. */
  async function putFirst(id: string): Promise<void> {
    await world().database.client.folder.update({ where: { id }, data: { id: `00000000${id.slice(8)}` } });
  }

  it("when one deletes a project, and another moves secrets between environments of it", async () => {
    await putFirst((await folder("place", scope("/", "staging"))).id);
    await folder("place");
    await secret("KEY", scope("/place"));
    const to = { environment: "staging", secretPath: "/place" };
    const move = MoveSecretsInput.parse({ ...scope("/place"), keys: ["KEY"], to });
    const environments = await core.listEnvironments(tenant.admin, { projectId });
    const outcomes = await whileHeld(
      (tx) => tx.environments.lockAll(environments.items.find(({ slug }) => slug === "dev")?.id ?? ""),
      [() => core.deleteProject(tenant.admin, { projectId }), () => core.moveSecrets(tenant.admin, move)],
    );
    expect(outcomes).toMatchObject([done, refused("folder.not_found")]);
  });

  it("when one imports secrets into folders, and another renames the folder around these", async () => {
    const around = await folder("around");
    await putFirst((await folder("first", scope("/around"))).id);
    await folder("last", scope("/around"));
    const held = await secret("KEY", scope("/around/last"));
    const part = ImportProjectInput.parse({
      projectId,
      secrets: ["last", "first"].map((name) => {
        const place = { environment: "dev", secretPath: `/around/${name}` };
        return { ...place, key: "KEY", value: "", comment: "", tags: [], metadata: [], skipMultilineEncoding: false };
      }),
    });
    const outcomes = await whileHeld(
      (tx) => tx.secrets.deleteMany([held.id]),
      [
        () => core.importProject(tenant.admin, part),
        () => core.updateFolder(tenant.admin, { projectId, folderId: around.id, name: "new" }),
      ],
    );
    expect(outcomes).toMatchObject([{ ...done, value: { secrets: 2 } }, done]);
  });
});
