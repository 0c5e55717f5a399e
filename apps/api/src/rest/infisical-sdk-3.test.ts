import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { CLUSTERS, type Cluster } from "@podpass/testing/vitest";
import { ApiClient } from "infisical-sdk-3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { testApi } from "../testing/test-api.ts";

/** The whole API as Infisical described it, generated: what Podpass answers must fit what it expects. */
describe.each(CLUSTERS)("the unmodified @infisical/sdk 3.0.91, and $cluster", ({ start, isThere }) => {
  describe.skipIf(!isThere)("as an admin's client", () => {
    const api = testApi(async () => ({
      clock: new TestClock(new Date()),
      database: await openDatabase({ kind: "memory" }),
    }));
    const pod = { namespace: "sdk3", name: "checkout" };
    const reviewer = { namespace: "sdk3", name: "reviewer" };
    let cluster: Cluster;
    let basePath: string;
    let client: InstanceType<typeof ApiClient.DefaultApi>;
    let projectId: string;
    let projectSlug: string;

    beforeAll(async () => {
      cluster = await start();
      await cluster.createAccount(pod);
      await cluster.createAccount(reviewer);
      await cluster.grantReview(reviewer);
      basePath = await api().app.listen({ host: "127.0.0.1", port: 0 });
      client = new ApiClient.DefaultApi(new ApiClient.Configuration({ basePath }));
      const body = { projectName: "From SDK 3", slug: `sdk-three-${crypto.randomUUID().slice(0, 8)}` };
      const { data } = await client.apiV2WorkspacePost({ apiV2WorkspacePostRequest: body }, admin());
      ({ id: projectId, slug: projectSlug } = data.project);
    });
    afterAll(() => cluster?.close());

    const as = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });
    const admin = () => as(api().adminToken);
    const where = () => ({ workspaceId: projectId, environment: "dev" });

    async function createIdentity(name: string): Promise<string> {
      const apiV1IdentitiesPostRequest = { name, organizationId: api().organizationId, role: "no-access" };
      const { data } = await client.apiV1IdentitiesPost({ apiV1IdentitiesPostRequest }, admin());
      expect(data.identity).toMatchObject({ name, authMethods: [] });
      return data.identity.id;
    }

    test("makes, finds, changes and deletes identities", async () => {
      const identityId = await createIdentity("sdk-three");
      const { data: read } = await client.apiV1IdentitiesIdentityIdGet({ identityId }, admin());
      expect(read.identity).toMatchObject({ identityId, role: "no-access", orgId: api().organizationId });
      expect(read.identity.identity).toMatchObject({ id: identityId, name: "sdk-three" });
      const change = { identityId, apiV1IdentitiesIdentityIdPatchRequest: { name: "renamed" } };
      expect((await client.apiV1IdentitiesIdentityIdPatch(change, admin())).data.identity.name).toBe("renamed");
      const { data: list } = await client.apiV1IdentitiesGet({ orgId: api().organizationId }, admin());
      expect(list.identities.map(({ identity }) => identity.name)).toContain("renamed");
      await client.apiV1IdentitiesIdentityIdDelete({ identityId }, admin());
      const gone = client.apiV1IdentitiesIdentityIdGet({ identityId }, admin());
      await expect(gone).rejects.toMatchObject({ response: { status: 404, data: { message: "Identity not found" } } });
    });

    test("searches identities by name and role, in either order", async () => {
      const [first, second] = [await createIdentity("search-one"), await createIdentity("search-two")];
      const orBoth = [{ name: { $eq: "search-one" } }, { name: { $in: ["search-two"] }, role: { $eq: "no-access" } }];
      const apiV1IdentitiesSearchPostRequest = {
        orderBy: "name" as const,
        orderDirection: "desc" as const,
        search: { name: { $contains: "search" }, role: { $in: ["no-access", "member"] }, $or: orBoth },
      };
      const { data: both } = await client.apiV1IdentitiesSearchPost({ apiV1IdentitiesSearchPostRequest }, admin());
      expect(both.identities.map(({ identity }) => identity.id)).toEqual([second, first]);
      const rest = { ...apiV1IdentitiesSearchPostRequest, limit: 1, offset: 1 };
      const { data: last } = await client.apiV1IdentitiesSearchPost(
        { apiV1IdentitiesSearchPostRequest: rest },
        admin(),
      );
      expect(last).toMatchObject({ totalCount: 2, identities: [{ identity: { id: first } }] });
    });

    test("sets Kubernetes Auth up, and logs in, renews and revokes with a pod's JWT", async () => {
      const identityId = await createIdentity("logs-in");
      const apiV1AuthKubernetesAuthIdentitiesIdentityIdPostRequest = {
        kubernetesHost: cluster.url,
        caCert: cluster.caCertificate,
        tokenReviewerJwt: await cluster.issueJwt(reviewer),
        allowedNamespaces: pod.namespace,
        allowedNames: pod.name,
        allowedAudience: "",
      };
      const attach = { identityId, apiV1AuthKubernetesAuthIdentitiesIdentityIdPostRequest };
      await client.apiV1AuthKubernetesAuthIdentitiesIdentityIdPost(attach, admin());
      const { data: read } = await client.apiV1AuthKubernetesAuthIdentitiesIdentityIdGet({ identityId }, admin());
      expect(read.identityKubernetesAuth).toMatchObject({ kubernetesHost: cluster.url, allowedNames: pod.name });
      const change = {
        identityId,
        apiV1AuthKubernetesAuthIdentitiesIdentityIdPatchRequest: { accessTokenTTL: 600 },
      };
      const { data: changed } = await client.apiV1AuthKubernetesAuthIdentitiesIdentityIdPatch(change, admin());
      expect(changed.identityKubernetesAuth.accessTokenTTL).toBe(600);

      const apiV1AuthKubernetesAuthLoginPostRequest = { identityId, jwt: await cluster.issueJwt(pod) };
      const { data: login } = await client.apiV1AuthKubernetesAuthLoginPost({
        apiV1AuthKubernetesAuthLoginPostRequest,
      });
      expect(login).toMatchObject({ expiresIn: 600, accessTokenMaxTTL: 2_592_000, tokenType: "Bearer" });
      const { accessToken } = login;
      const { data: renewed } = await client.apiV1AuthTokenRenewPost({
        apiV1AuthTokenRenewPostRequest: { accessToken },
      });
      expect(renewed.accessToken).toMatch(/^eyJ/);
      await client.apiV1AuthTokenRevokePost({ apiV1AuthTokenRevokePostRequest: { accessToken } });
      const again = client.apiV1AuthTokenRenewPost({ apiV1AuthTokenRenewPostRequest: { accessToken } });
      await expect(again).rejects.toMatchObject({ response: { status: 401 } });
      await client.apiV1AuthKubernetesAuthIdentitiesIdentityIdDelete({ identityId }, admin());
    });

    test("adds identities to projects, with roles for good and for a time", async () => {
      const identityId = await createIdentity("member");
      const key = { projectId, identityId };
      const apiV2WorkspaceProjectIdIdentityMembershipsIdentityIdPostRequest = { role: "viewer" };
      await client.apiV2WorkspaceProjectIdIdentityMembershipsIdentityIdPost(
        { ...key, apiV2WorkspaceProjectIdIdentityMembershipsIdentityIdPostRequest },
        admin(),
      );
      const temporary = {
        role: "member",
        isTemporary: true as const,
        temporaryMode: "relative",
        temporaryRange: "1h",
        temporaryAccessStartTime: new Date().toISOString(),
      };
      await client.apiV2WorkspaceProjectIdIdentityMembershipsIdentityIdPatch(
        {
          ...key,
          // The generated types name the mode by an enum of their own.
          apiV2WorkspaceProjectIdIdentityMembershipsIdentityIdPatchRequest: {
            roles: [{ role: "viewer" }, temporary],
          } as never,
        },
        admin(),
      );
      const { data: read } = await client.apiV2WorkspaceProjectIdIdentityMembershipsIdentityIdGet(key, admin());
      expect(read.identityMembership).toMatchObject({
        identityId,
        identity: { id: identityId },
        project: { id: projectId },
      });
      expect(read.identityMembership.roles).toMatchObject([
        { role: "viewer", isTemporary: false },
        { role: "member", isTemporary: true, temporaryRange: "1h" },
      ]);
      const identityMembershipId = read.identityMembership.id;
      const byId = { identityMembershipId };
      await client.apiV2WorkspaceIdentityMembershipsIdentityMembershipIdGet(byId, admin());
      const { data: list } = await client.apiV2WorkspaceProjectIdIdentityMembershipsGet({ projectId }, admin());
      expect(list).toMatchObject({ totalCount: list.identityMemberships.length });
      const { data: own } = await client.apiV1IdentitiesIdentityIdIdentityMembershipsGet({ identityId }, admin());
      expect(own.identityMemberships).toHaveLength(1);
      await client.apiV2WorkspaceProjectIdIdentityMembershipsIdentityIdDelete(key, admin());
    });

    test("makes, finds, changes and deletes roles, by the project's id and by its slug", async () => {
      const permissions = [{ subject: "secrets", action: ["readValue"], conditions: { environment: "dev" } }];
      const body = { slug: "sdk-role", name: "SDK", permissions };
      // Infisical's rules are a union of hundreds of cases to the generator.
      const apiV2WorkspaceProjectIdRolesPostRequest = body as never;
      const { data: made } = await client.apiV2WorkspaceProjectIdRolesPost(
        { projectId, apiV2WorkspaceProjectIdRolesPostRequest },
        admin(),
      );
      const roleId = made.role.id;
      const bySlug = { projectId, roleSlug: "sdk-role" };
      const { data: found } = await client.apiV2WorkspaceProjectIdRolesSlugRoleSlugGet(bySlug, admin());
      expect(found.role).toMatchObject({ id: roleId, name: "SDK" });
      const { data: old } = await client.apiV1WorkspaceProjectSlugRolesSlugSlugGet(
        { projectSlug, slug: "sdk-role" },
        admin(),
      );
      expect(old.role.id).toBe(roleId);
      await client.apiV2WorkspaceProjectIdRolesRoleIdPatch(
        { projectId, roleId, apiV2WorkspaceProjectIdRolesRoleIdPatchRequest: { name: "Renamed" } },
        admin(),
      );
      const { data: list } = await client.apiV2WorkspaceProjectIdRolesGet({ projectId }, admin());
      expect(list.roles.map(({ name }) => name)).toContain("Renamed");
      await client.apiV2WorkspaceProjectIdRolesRoleIdDelete({ projectId, roleId }, admin());
    });

    test("makes, finds, changes and deletes tags", async () => {
      const apiV1WorkspaceProjectIdTagsPostRequest = { slug: "sdk-tag", color: "#fff" };
      const made = { projectId, apiV1WorkspaceProjectIdTagsPostRequest };
      const { data } = await client.apiV1WorkspaceProjectIdTagsPost(made, admin());
      const tagId = data.workspaceTag.id;
      await client.apiV1WorkspaceProjectIdTagsTagIdGet({ projectId, tagId }, admin());
      await client.apiV1WorkspaceProjectIdTagsSlugTagSlugGet({ projectId, tagSlug: "sdk-tag" }, admin());
      const change = {
        projectId,
        tagId,
        apiV1WorkspaceProjectIdTagsTagIdPatchRequest: { slug: "renamed", color: "#000" },
      };
      expect((await client.apiV1WorkspaceProjectIdTagsTagIdPatch(change, admin())).data.workspaceTag.slug).toBe(
        "renamed",
      );
      const { data: list } = await client.apiV1WorkspaceProjectIdTagsGet({ projectId }, admin());
      expect(list.workspaceTags).toHaveLength(1);
      await client.apiV1WorkspaceProjectIdTagsTagIdDelete({ projectId, tagId }, admin());
    });

    test("links folders, and reads what they import", async () => {
      const secretName = "IMPORTED";
      const apiV3SecretsRawSecretNamePostRequest = { workspaceId: projectId, environment: "prod", secretValue: "v" };
      await client.apiV3SecretsRawSecretNamePost({ secretName, apiV3SecretsRawSecretNamePostRequest }, admin());
      const link = { ...where(), import: { environment: "prod", path: "/" } };
      const { data } = await client.apiV1SecretImportsPost({ apiV1SecretImportsPostRequest: link }, admin());
      const secretImportId = data.secretImport.id;
      expect(data.secretImport).toMatchObject({ importPath: "/", importEnv: { slug: "prod" } });
      const { data: list } = await client.apiV1SecretImportsGet(where(), admin());
      expect(list.secretImports).toHaveLength(1);
      const { data: read } = await client.apiV3SecretsRawGet({ ...where(), includeImports: "true" }, admin());
      expect(read.imports).toMatchObject([{ environment: "prod", secrets: [{ secretKey: secretName }] }]);
      const apiV1SecretImportsSecretImportIdDeleteRequest = where();
      await client.apiV1SecretImportsSecretImportIdDelete(
        { secretImportId, apiV1SecretImportsSecretImportIdDeleteRequest },
        admin(),
      );
    });

    test("makes, reads, renames and deletes secrets, by name and by id", async () => {
      const secretName = "KEY";
      const apiV3SecretsRawSecretNamePostRequest = { ...where(), secretValue: "one", secretComment: "a comment" };
      const { data } = await client.apiV3SecretsRawSecretNamePost(
        { secretName, apiV3SecretsRawSecretNamePostRequest },
        admin(),
      );
      const { secret } = z.object({ secret: z.object({ id: z.string() }) }).parse(data);
      const { data: byId } = await client.apiV3SecretsRawIdSecretIdGet({ secretId: secret.id }, admin());
      expect(byId.secret).toMatchObject({ secretKey: "KEY", secretValue: "one", secretComment: "a comment" });
      const apiV3SecretsRawSecretNamePatchRequest = { ...where(), secretValue: "two", newSecretName: "NEW" };
      await client.apiV3SecretsRawSecretNamePatch({ secretName, apiV3SecretsRawSecretNamePatchRequest }, admin());
      const { data: read } = await client.apiV3SecretsRawSecretNameGet({ secretName: "NEW", ...where() }, admin());
      expect(read.secret).toMatchObject({ secretValue: "two", version: 2 });
      const apiV3SecretsRawSecretNameDeleteRequest = where();
      await client.apiV3SecretsRawSecretNameDelete(
        { secretName: "NEW", apiV3SecretsRawSecretNameDeleteRequest },
        admin(),
      );
    });

    test("makes, reads, renames and deletes folders, environments and projects", async () => {
      const apiV1FoldersPostRequest = { ...where(), name: "apps", path: "/" };
      const { data } = await client.apiV1FoldersPost({ apiV1FoldersPostRequest }, admin());
      const folderId = data.folder.id;
      expect((await client.apiV1FoldersIdGet({ id: folderId }, admin())).data.folder).toMatchObject({ name: "apps" });
      await client.apiV1FoldersFolderIdPatch(
        { folderId, apiV1FoldersFolderIdPatchRequest: { ...where(), name: "jobs", path: "/" } },
        admin(),
      );
      expect((await client.apiV1FoldersGet(where(), admin())).data.folders).toMatchObject([{ name: "jobs" }]);
      await client.apiV1FoldersFolderIdOrNameDelete(
        { folderIdOrName: "jobs", apiV1FoldersFolderIdOrNameDeleteRequest: { ...where(), path: "/" } },
        admin(),
      );

      const workspaceId = projectId;
      const apiV1WorkspaceWorkspaceIdEnvironmentsPostRequest = { name: "QA", slug: "qa" };
      const { data: made } = await client.apiV1WorkspaceWorkspaceIdEnvironmentsPost(
        { workspaceId, apiV1WorkspaceWorkspaceIdEnvironmentsPostRequest },
        admin(),
      );
      const id = made.environment.id;
      await client.apiV1WorkspaceEnvironmentsEnvIdGet({ envId: id }, admin());
      await client.apiV1WorkspaceWorkspaceIdEnvironmentsIdPatch(
        { workspaceId, id, apiV1WorkspaceWorkspaceIdEnvironmentsIdPatchRequest: { name: "Quality" } },
        admin(),
      );
      await client.apiV1WorkspaceWorkspaceIdEnvironmentsIdDelete({ workspaceId, id }, admin());

      expect((await client.apiV1WorkspaceGet({}, admin())).data.workspaces.map((one) => one.id)).toContain(projectId);
      expect((await client.apiV1WorkspaceWorkspaceIdGet({ workspaceId }, admin())).data.workspace).toMatchObject({
        slug: projectSlug,
      });
      const apiV2WorkspacePostRequest = { projectName: "Short-lived" };
      const { data: short } = await client.apiV2WorkspacePost({ apiV2WorkspacePostRequest }, admin());
      const { slug } = short.project;
      expect((await client.apiV2WorkspaceSlugGet({ slug }, admin())).data).toMatchObject({ id: short.project.id });
      await client.apiV2WorkspaceSlugPatch({ slug, apiV2WorkspaceSlugPatchRequest: { name: "Renamed" } }, admin());
      await client.apiV2WorkspaceSlugDelete({ slug }, admin());
    });
  });
});
