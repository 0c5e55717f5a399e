import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { tableOf, withSection } from "./permission-tables.ts";
import { procedureCalls } from "./procedure-calls.ts";
import { DOWNLOAD_CALLS, ROUTE_CALLS } from "./route-calls.ts";

const DOCUMENT = fileURLToPath(new URL("../../../../docs/permissions.md", import.meta.url));

test("docs/permissions.md holds the tables that the authorization walk goes by (npm run docs:permissions writes them)", async () => {
  const dashboard = tableOf([...procedureCalls(() => "query"), ...DOWNLOAD_CALLS]);
  const text = withSection(await readFile(DOCUMENT, "utf8"), "dashboard", dashboard);
  await expect(withSection(text, "rest", tableOf(ROUTE_CALLS))).toMatchFileSnapshot(DOCUMENT);
});
