import {
  contentOf,
  countContent,
  MAX_SECRETS_OF_BATCH,
  ProjectExport,
  ProjectImported,
  ProjectImportPreview,
  planImport,
  plannedContent,
  splitContent,
} from "@podpass/contracts";
import { openDatabase } from "@podpass/prisma";
import { postgresBinaries, TestClock } from "@podpass/testing";
import { sharedPostgresServer } from "@podpass/testing/vitest";
import { describe, expect, test } from "vitest";
import { Api } from "../../../testing/api.ts";

const ENVIRONMENT = "dev";
/** As many as one call may write. */
const SECRETS_A_FOLDER = MAX_SECRETS_OF_BATCH;
/** As deep as a real one: two services of each of five teams. */
const FOLDERS = Array.from({ length: 10 }, (_, index) => ["teams", `team-${index >> 1}`, `service-${index % 2}`]);
const SECRETS = FOLDERS.length * SECRETS_A_FOLDER;
const TAGS = ["database", "external", "rotated"];
/** How much of an import is written before it breaks off. */
const PARTS_BEFORE_BREAK = 15;
/** Encrypting, writing and auditing 20,000 secrets takes its time on a busy machine. */
const TIMEOUT_MS = 300_000;

/** All that a project's secrets are, without what a new project gives anew: ids and dates. */
interface Made {
  secretKey: string;
  secretValue: string;
  secretComment: string;
  secretPath: string;
  secretMetadata: { key: string; value: string }[];
  tags: string[];
  skipMultilineEncoding: boolean;
}

const PEM = `-----BEGIN PRIVATE KEY-----\n${"MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAMIIEvQIBADANBgkqhkiG\n".repeat(130)}-----END PRIVATE KEY-----\n`;
const VALUES = [
  PEM,
  "postgres://shop:p%40ss@db.internal:5432/shop?sslmode=require",
  '{"nested": {"json": "with \\"quotes\\" and \\\\ backslashes"}}',
  "Zürich 東京 🔑 \u202Eright-to-left\u202C e\u0301 é",
  "line one\nline two\r\nline three\ttabbed",
  "$" + "{NOT_RESOLVED} and $" + "{prod.teams.KEY}",
  "",
];

/** The nth secret of a folder: another mixture for each. */
function secretOf(folder: number, number: number) {
  const value = VALUES[(folder + number) % VALUES.length] ?? "";
  return {
    secretKey: `SECRET_${number}`,
    secretValue: value && (value.endsWith("\n") ? `${folder}/${number} ${value}` : `${value} ${folder}/${number}`),
    secretComment: number % 3 === 0 ? `Of folder ${folder}:\n"quoted" – ünïcode` : "",
    skipMultilineEncoding: number % 4 === 0,
    secretMetadata: number % 5 === 0 ? [{ key: "owner", value: `team ${folder} 東` }] : [],
    tags: number % 2 === 0 ? [TAGS[number % TAGS.length] ?? ""] : [],
  };
}

const databases = {
  "the embedded engine": () => openDatabase({ kind: "memory" }),
  PostgreSQL: async () =>
    openDatabase({ kind: "postgres", url: (await (await sharedPostgresServer()).createMigratedDatabase()).url }),
};

describe.each(Object.entries(databases))("a project of ten thousand secrets on %s", (name, open) => {
  const isMissing = name === "PostgreSQL" && postgresBinaries() === undefined;

  test.skipIf(isMissing)(
    "is the same after it was exported, wiped and imported, also when the import broke off",
    async () => {
      await using api = await Api.openSetUp({ clock: new TestClock(new Date()), database: await open() });
      const cookie = await api.signIn("admin@example.com", "correct horse battery");
      const { id } = await api.createProject("Shop");
      const made = FOLDERS.flatMap((names, folder) =>
        Array.from({ length: SECRETS_A_FOLDER }, (_, number) => ({
          ...secretOf(folder, number),
          secretPath: `/${names.join("/")}`,
        })),
      );
      const timings: string[] = [];
      const timed = async <Result>(what: string, act: () => Promise<Result>): Promise<Result> => {
        const startedAt = performance.now();
        const result = await act();
        timings.push(`${what} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
        return result;
      };
      await timed("written", () => makeProject(api, id, made));
      const exported = await timed("exported", () => exportFrom(api, cookie, id));
      expect(exported.isPartial).toBe(false);
      expect(sorted(exported.secrets.map(toMade))).toEqual(sorted(made));

      await timed("wiped", () => api.admin("DELETE", `/api/v1/projects/${id}`));
      expect((await api.call("GET", `/api/v1/projects/${id}`, { token: api.adminToken })).status).toBe(404);

      const { id: newId } = await api.createProject("Shop again");
      await timed("imported", async () => {
        expect(await importInto(api, cookie, newId, exported, PARTS_BEFORE_BREAK)).toBeGreaterThan(1000);
        await importInto(api, cookie, newId, exported);
      });
      expect(withoutOrigin(await exportFrom(api, cookie, newId))).toEqual(withoutOrigin(exported));
      expect(await importInto(api, cookie, newId, exported)).toBe(0);
      process.stdout.write(`${SECRETS} secrets on ${name}: ${timings.join(", ")}\n`);
    },
    TIMEOUT_MS,
  );
});

/** The whole project as the dashboard exports it. */
async function exportFrom(api: Api, cookie: string, projectId: string): Promise<ProjectExport> {
  const { body } = await api.call("GET", "/api/downloads/project", { query: { projectId }, headers: { cookie } });
  return ProjectExport.parse(body);
}

function withoutOrigin({ exportedAt: _exportedAt, project: _project, ...content }: ProjectExport) {
  return content;
}

function toMade({ key, value, comment, metadata, ...secret }: ProjectExport["secrets"][number]): Made {
  const { secretPath, tags, skipMultilineEncoding } = secret;
  const content = { secretKey: key, secretValue: value, secretComment: comment, secretMetadata: metadata };
  return { ...content, secretPath, tags, skipMultilineEncoding };
}

/** As the dashboard does it: looks at each part, then writes what is missing. How many things that were. */
async function importInto(
  api: Api,
  cookie: string,
  projectId: string,
  document: ProjectExport,
  partsAtMost = Number.POSITIVE_INFINITY,
): Promise<number> {
  const ask = async (act: string, part: object) => {
    const body = { projectId, ...part };
    return (await api.call("POST", `/api/trpc/projectImport.${act}`, { headers: { cookie }, body })).body.result.data;
  };
  const looked = [];
  for (const part of splitContent(contentOf(document))) {
    looked.push({ part, preview: ProjectImportPreview.parse(await ask("preview", part)) });
  }
  let count = 0;
  for (const part of splitContent(plannedContent(planImport(looked), false)).slice(0, partsAtMost)) {
    ProjectImported.parse(await ask("write", part));
    count += countContent(part);
  }
  return count;
}

/** Over REST: tags and folders first, then the secrets of each folder in one call, and an import of one from another. */
async function makeProject(api: Api, projectId: string, secrets: readonly Made[]): Promise<void> {
  const tagIds = new Map<string, string>();
  for (const slug of new Set(secrets.flatMap(({ tags }) => tags))) {
    const { tag } = await api.admin("POST", `/api/v1/projects/${projectId}/tags`, { body: { slug, color: "#aabbcc" } });
    tagIds.set(slug, tag.id);
  }
  const folders = Map.groupBy(secrets, ({ secretPath }) => secretPath);
  const created = new Set(["/"]);
  for (const [path, inFolder] of folders) {
    await createFolders(api, projectId, path, created);
    const body = {
      projectId,
      environment: ENVIRONMENT,
      secretPath: path,
      secrets: inFolder.map(({ secretPath: _path, tags, ...secret }) => ({
        ...secret,
        tagIds: tags.map((slug) => tagIds.get(slug)),
      })),
    };
    await api.admin("POST", "/api/v4/secrets/batch", { body });
  }
  const importOf = { projectId, environment: "prod", import: { environment: ENVIRONMENT, path: "/teams/team-0" } };
  await api.admin("POST", "/api/v2/secret-imports", { body: importOf });
}

async function createFolders(api: Api, projectId: string, path: string, created: Set<string>): Promise<void> {
  let parent = "/";
  for (const name of path.split("/").slice(1)) {
    const own = parent === "/" ? `/${name}` : `${parent}/${name}`;
    if (!created.has(own)) {
      await api.admin("POST", "/api/v2/folders", { body: { projectId, environment: ENVIRONMENT, path: parent, name } });
      created.add(own);
    }
    parent = own;
  }
}

function sorted(secrets: readonly Made[]): Made[] {
  const place = ({ secretPath, secretKey }: Made) => `${secretPath}/${secretKey}`;
  return [...secrets].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}
