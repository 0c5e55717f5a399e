import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

describe.each(["/api/v1/projects", "/api/v1/workspace"])("environments at %s", (prefix) => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  let projectId: string;
  let url: string;

  beforeAll(async () => {
    projectId = (await api().createProject()).id;
    url = `${prefix}/${projectId}/environments`;
  });

  test("are made, read in both ways, changed and deleted", async () => {
    const made = await api().admin("POST", url, { body: { name: "Quality", slug: "qa", projectId, position: 2 } });
    expect(made).toMatchObject({
      message: expect.any(String),
      projectId,
      workspace: projectId,
      environment: { name: "Quality", slug: "qa", position: 2, projectId },
    });
    const { id } = made.environment;
    const read = await api().admin("GET", `${url}/${id}`);
    expect(read).toEqual({ environment: made.environment });
    expect(await api().admin("GET", `/api/v1/workspace/environments/${id}`)).toEqual(read);
    const changed = await api().admin("PATCH", `${url}/${id}`, { body: { slug: "quality" } });
    expect(changed.environment).toMatchObject({ id, name: "Quality", slug: "quality", position: 2 });
    const { project } = await api().admin("GET", `/api/v1/projects/${projectId}`);
    expect(project.environments.map(({ slug }: { slug: string }) => slug)).toEqual([
      "dev",
      "quality",
      "staging",
      "prod",
    ]);
    expect((await api().admin("DELETE", `${url}/${id}`)).environment.id).toBe(id);
    expect((await api().call("GET", `${url}/${id}`, { token: api().adminToken })).status).toBe(404);
  });

  test("of another project are not found", async () => {
    const other = await api().createProject("Other");
    const stranger = `${url}/${other.environments[0]?.id}`;
    for (const method of ["GET", "PATCH", "DELETE"]) {
      const answer = await api().call(method, stranger, { token: api().adminToken, body: { name: "Mine" } });
      expect(answer, method).toMatchObject({ status: 404, body: { message: "Environment not found" } });
    }
  });

  test("have a slug once", async () => {
    const answer = await api().call("POST", url, { token: api().adminToken, body: { name: "Again", slug: "dev" } });
    expect(answer).toMatchObject({ status: 400, body: { error: "BadRequest" } });
  });

  test.each([
    [{ slug: "qa" }, "name"],
    [{ name: "QA" }, "slug"],
    [{ name: "QA", slug: "Q A" }, "slug"],
    [{ name: "QA", slug: "qa", position: 0 }, "position"],
    [{ name: "QA", slug: "qa", position: "1" }, "position"],
  ])("are refused with %j, naming the field", async (body, field) => {
    const answer = await api().call("POST", url, { token: api().adminToken, body });
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: field }] } });
  });
});
