import { CreateFolderInput, CreateSecretInput, SecretScope } from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

describeOnEachDatabase("a secret's references", (world) => {
  let tenant: Tenant;
  let admin: core.UseCaseContext;
  let projectId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    admin = tenant.admin;
    projectId = (await tenant.createProject()).id;
  });

  const scope = (environment = "dev", secretPath = "/") => SecretScope.parse({ projectId, environment, secretPath });
  const create = (key: string, value: string, place = scope()) =>
    core.createSecret(admin, CreateSecretInput.parse({ ...place, key, value }));
  const resolve = (key: string, ctx = admin) => core.resolveSecret(ctx, { ...scope(), key });

  it("are shown with what became of each, and the event names every secret that went into the value", async () => {
    await core.createFolder(admin, CreateFolderInput.parse({ ...scope("prod"), name: "net" }));
    await create("HOST", "db.${REGION}", scope("prod", "/net"));
    await create("REGION", "eu", scope("prod", "/net"));
    await create("LOOP", "${URL}");
    await create("URL", "pg://${prod.net.HOST}/${NONE}${LOOP}${prod.net.HOST}");
    expect(await resolve("URL")).toEqual({
      value: "pg://db.eu/${NONE}${URL}db.eu",
      version: 1,
      references: [
        { text: "${prod.net.HOST}", environment: "prod", secretPath: "/net", key: "HOST", state: "resolved" },
        { text: "${NONE}", environment: "dev", secretPath: "/", key: "NONE", state: "not_found" },
        { text: "${LOOP}", environment: "dev", secretPath: "/", key: "LOOP", state: "circular" },
      ],
    });
    expect(await tenant.auditEvents("secret.read")).toMatchObject([
      { detail: { key: "URL", references: ["prod /net HOST", "dev / LOOP", "prod /net REGION"] } },
    ]);
  });

  it("that the person may not read look like those that lead nowhere", async () => {
    await create("HIDDEN", "hunter2", scope("prod"));
    await create("URL", "${prod.HIDDEN}");
    const rule = { subject: "secrets", action: ["describeSecret", "readValue"], conditions: { environment: "dev" } };
    const person = await tenant.contextWithRules(projectId, [rule]);
    expect(await resolve("URL", person)).toMatchObject({
      value: "${prod.HIDDEN}",
      references: [{ state: "not_found" }],
    });
  });
});
