import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";
import { PEOPLE_URLS } from "./add-people.ts";

describe.each(PEOPLE_URLS)("people added at %s", (pattern) => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  let projectId: string;
  let url: string;

  beforeAll(async () => {
    projectId = (await api().createProject()).id;
    url = `/api${pattern.replace(":projectId", projectId)}`;
  });

  const person = (name?: string) => api().createPerson(api().organizationId, name === undefined ? {} : { name });
  const add = (body: object, token = api().adminToken) => api().call("POST", url, { token, body });
  const isOffered = async (email: string) => {
    const ctx = { projectId, organizationId: api().organizationId };
    const { projectMemberships } = api().container.services.store;
    return (await projectMemberships.listAvailableUsers(ctx.projectId, ctx.organizationId, email, 1)).length === 1;
  };

  test("are members of the project, by e-mail address and by username, with the roles asked for", async () => {
    const [ada, ben] = [await person(), await person()];
    const answer = await add({
      projectId,
      emails: [ada.email.toUpperCase()],
      usernames: [ben.email],
      roleSlugs: ["viewer"],
    });
    const membership = { id: expect.any(String), projectId, role: "viewer", status: "accepted" };
    expect(answer).toMatchObject({
      status: 200,
      body: {
        memberships: [
          { ...membership, userId: ada.id },
          { ...membership, userId: ben.id },
        ],
      },
    });
  });

  test("are as many as there are, however often one is named, with the role member unless told otherwise", async () => {
    const { id, email } = await person();
    const answer = await add({ emails: [email, email], usernames: [email] });
    expect(answer.body.memberships).toMatchObject([{ userId: id, role: "member" }]);
  });

  test("are left as they are when they are in the project already", async () => {
    const [ada, ben] = [await person(), await person()];
    await add({ emails: [ada.email], roleSlugs: ["viewer"] });
    const answer = await add({ emails: [ada.email, ben.email], roleSlugs: ["admin"] });
    expect(answer.body.memberships).toMatchObject([{ userId: ben.id, role: "admin" }]);
    const row = await api().container.services.store.projectMemberships.findOfUser(projectId, ada.id);
    expect(row?.roles.map(({ role }) => role)).toEqual(["viewer"]);
    expect((await add({ emails: [ada.email] })).body).toEqual({ memberships: [] });
  });

  test("are all added or none: an address that is no member's is named", async () => {
    const { email } = await person();
    expect(await add({ emails: [email, "stranger@example.com"] })).toMatchObject({
      status: 404,
      body: { message: expect.stringMatching(/^'stranger@example.com' is not a member of this organization/) },
    });
    expect(await isOffered(email)).toBe(true);
  });

  test.each([
    [{}, "emails"],
    [{ emails: ["ada"] }, "emails.0"],
    [{ usernames: ["ada@example.com", "ben"] }, "usernames.1"],
    [{ emails: "ada@example.com" }, "emails"],
    [{ emails: ["ada@example.com"], roleSlugs: [] }, "roleSlugs"],
    [{ emails: ["ada@example.com"], roleSlugs: ["viewer", "viewer"] }, "roleSlugs"],
    [{ emails: Array.from({ length: 101 }, (_, index) => `p${index}@example.com`) }, "emails"],
  ])("are refused as %j, naming the field", async (body, field) => {
    expect(await add(body)).toMatchObject({ status: 400, body: { details: [{ path: field }] } });
  });

  test("are given no role that does not exist", async () => {
    const { email } = await person();
    expect(await add({ emails: [email], roleSlugs: ["emperor"] })).toMatchObject({ status: 404 });
  });

  test("are added by nobody unknown, nobody who may not, and nobody of another organization", async () => {
    const { email } = await person();
    const identityId = await api().createIdentity();
    const membershipUrl = `/api/v1/projects/${projectId}/memberships/identities/${identityId}`;
    await api().admin("POST", membershipUrl, { body: { role: "viewer" } });
    const { token } = await api().createOtherTenant();
    expect((await api().call("POST", url, { body: { emails: [email] } })).status).toBe(401);
    expect((await add({ emails: [email] }, await api().logIn(identityId))).status).toBe(403);
    expect((await add({ emails: [email] }, token)).status).toBe(404);
    expect(await isOffered(email)).toBe(true);
  });

  test("are in the audit log one by one", async () => {
    const [ada, ben] = [await person(), await person()];
    const answer = await add({ emails: [ada.email, ben.email], roleSlugs: ["viewer"] });
    const requestId = String(answer.headers["x-request-id"]);
    const events = await api().auditEvents({ action: "project_membership.create", requestId });
    expect(events.map(({ subjectId }) => subjectId).sort()).toEqual([ada.id, ben.id].sort());
    expect(events[0]).toMatchObject({ projectId, detail: { roles: ["viewer"] } });
  });
});
