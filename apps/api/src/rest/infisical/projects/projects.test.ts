import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

describe("projects", () => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  const send = (method: string, url: string, body?: unknown, token = api().adminToken) =>
    api().call(method, url, { token, ...(body === undefined ? {} : { body }) });

  test.each(["/api/v1/projects", "/api/v2/workspace"])("are made at %s as Terraform makes them", async (url) => {
    const slug = url.includes("v2") ? "old-shop" : "new-shop";
    const { project } = await api().admin("POST", url, {
      body: {
        projectName: "Shop",
        projectDescription: "Sells things",
        slug,
        organizationSlug: "",
        type: "secret-manager",
        template: "default",
        shouldCreateDefaultEnvs: true,
        hasDeleteProtection: false,
      },
    });
    expect(project).toMatchObject({
      _id: project.id,
      name: "Shop",
      slug,
      description: "Sells things",
      type: "secret-manager",
      orgId: api().organizationId,
      version: 3,
      environments: [
        { name: "Development", slug: "dev" },
        { name: "Staging", slug: "staging" },
        { name: "Production", slug: "prod" },
      ],
    });
    expect(project.createdAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  test("without the default environments have none", async () => {
    const body = { projectName: "Bare", shouldCreateDefaultEnvs: "false" };
    expect((await api().admin("POST", "/api/v1/projects", { body })).project.environments).toEqual([]);
  });

  test("read the same in every spelling: wrapped by id, bare by slug", async () => {
    const { id, slug } = await api().createProject("Everywhere");
    const { project } = await api().admin("GET", `/api/v1/projects/${id}`);
    expect(await api().admin("GET", `/api/v1/workspace/${id}`)).toEqual({ workspace: project });
    for (const prefix of ["/api/v1/projects/slug", "/api/v1/workspace/slug", "/api/v2/workspace"]) {
      expect(await api().admin("GET", `${prefix}/${slug}`), prefix).toEqual(project);
    }
    const { projects } = await api().admin("GET", "/api/v1/projects");
    expect(projects).toContainEqual(project);
    expect(await api().admin("GET", "/api/v1/workspace")).toEqual({ workspaces: projects });
  });

  test("change by id and by slug, in what is given", async () => {
    const { id, slug } = await api().createProject("Before");
    const { project } = await api().admin("PATCH", `/api/v1/projects/${id}`, { body: { description: "New" } });
    expect(project).toMatchObject({ name: "Before", description: "New" });
    const renamed = await api().admin("PATCH", `/api/v2/workspace/${slug}`, { body: { name: "After", slug: "after" } });
    expect(renamed).toMatchObject({ id, name: "After", slug: "after", description: "New" });
    expect((await send("GET", `/api/v2/workspace/${slug}`)).status).toBe(404);
  });

  test("are deleted in every spelling, answering what is gone", async () => {
    const byId = await api().createProject("One");
    const byOldId = await api().createProject("Two");
    const bySlug = await api().createProject("Three");
    expect((await api().admin("DELETE", `/api/v1/projects/${byId.id}`)).project.id).toBe(byId.id);
    expect((await api().admin("DELETE", `/api/v1/workspace/${byOldId.id}`)).workspace.id).toBe(byOldId.id);
    expect((await api().admin("DELETE", `/api/v2/workspace/${bySlug.slug}`)).id).toBe(bySlug.id);
    expect((await send("DELETE", `/api/v1/projects/${byId.id}`)).status).toBe(404);
  });

  test("with delete protection stay", async () => {
    const { id } = await api().createProject("Protected");
    await api().admin("PATCH", `/api/v1/projects/${id}`, { body: { hasDeleteProtection: true } });
    expect(await send("DELETE", `/api/v1/projects/${id}`)).toMatchObject({
      status: 400,
      body: { error: "BadRequest" },
    });
  });

  test.each([
    ["workspace", "workspace", "slug"],
    ["projects", "project", "id"],
  ] as const)("keep their audit events' contents for as long as is said at /api/v1/%s", async (place, key, name) => {
    const project = await api().createProject("Retained");
    const url = `/api/v1/${place}/${project[name]}/audit-logs-retention`;
    const put = (auditLogsRetentionDays: unknown) => api().admin("PUT", url, { body: { auditLogsRetentionDays } });
    const daysRead = async () =>
      (await api().admin("GET", `/api/v1/workspace/${project.id}`)).workspace.auditLogsRetentionDays;
    expect(await daysRead()).toBeNull();
    expect(await put(30)).toMatchObject({ message: expect.any(String), [key]: { auditLogsRetentionDays: 30 } });
    expect(await daysRead()).toBe(30);
    expect(await put(0)).toMatchObject({ [key]: { auditLogsRetentionDays: null } });
    expect(await daysRead()).toBeNull();
    for (const days of [-1, 1.5, 3651, "30", undefined]) {
      expect(await send("PUT", url, { auditLogsRetentionDays: days })).toMatchObject({
        status: 400,
        body: { details: [{ path: "auditLogsRetentionDays" }] },
      });
    }
    expect((await api().call("PUT", url, { body: { auditLogsRetentionDays: 30 } })).status).toBe(401);
    const maker = await api().logIn(await api().createIdentity("member", "maker"));
    expect((await send("PUT", url, { auditLogsRetentionDays: 30 }, maker)).status).toBe(403);
  });

  test.each([
    ["POST", {}, "projectName"],
    ["POST", { projectName: "" }, "projectName"],
    ["POST", { projectName: "a".repeat(65) }, "projectName"],
    ["POST", { projectName: "a", projectDescription: "d".repeat(1025) }, "projectDescription"],
    ["POST", { projectName: "a", slug: "Not A Slug" }, "slug"],
    ["POST", { projectName: "a", type: "cert-manager" }, "type"],
    ["PATCH", { name: "" }, "name"],
    ["PATCH", { description: 7 }, "description"],
  ])("are refused at %s with %j, naming the field as it was written", async (method, body, field) => {
    const { projects } = await api().admin("GET", "/api/v1/projects");
    const url = method === "POST" ? "/api/v1/projects" : `/api/v1/projects/${projects[0].id}`;
    const answer = await send(method, url, body);
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: field }] } });
    expect(answer.body.message).toMatch(new RegExp(`^${field}: `));
  });

  test("have slugs of their own", async () => {
    const [first, second] = [await api().createProject("Twin"), await api().createProject("Twin")];
    expect(second.slug).not.toBe(first.slug);
    const answer = await send("POST", "/api/v1/projects", { projectName: "x", slug: first.slug });
    expect(answer).toMatchObject({ status: 400, body: { message: "A project with this slug already exists" } });
  });

  test("belong to the identity that made them, and others do not see them", async () => {
    const maker = await api().logIn(await api().createIdentity("member", "maker"));
    const stranger = await api().logIn(await api().createIdentity("member", "stranger"));
    const { project } = (await send("POST", "/api/v1/projects", { projectName: "Mine" }, maker)).body;
    const secret = `/api/v4/secrets/KEY`;
    const body = { projectId: project.id, environment: "dev", secretValue: "v" };
    expect((await send("POST", secret, body, maker)).status).toBe(200);
    const seenBy = async (token: string) =>
      (await send("GET", "/api/v1/projects", undefined, token)).body.projects.map(({ id }: { id: string }) => id);
    expect(await seenBy(maker)).toEqual([project.id]);
    expect(await seenBy(stranger)).toEqual([]);
    expect((await send("GET", `/api/v1/projects/${project.id}`, undefined, stranger)).status).toBe(403);
    expect((await send("DELETE", `/api/v1/projects/${project.id}`, undefined, stranger)).status).toBe(403);
  });
});
