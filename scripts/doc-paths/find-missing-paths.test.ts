import { describe, expect, test } from "vitest";
import { findMissingPaths } from "./find-missing-paths.ts";

const TREE = new Set(["apps/api/src/env.ts", "prisma", "prisma/schema.prisma", "docs/decisions"]);
const find = (markdown: string) => findMissingPaths(markdown, (path) => TREE.has(path));

describe("paths in the documentation", () => {
  test("reports a file that is gone, with its line", () => {
    expect(find("# Title\n\nSee `apps/api/src/gone.ts`.")).toEqual([{ line: 3, path: "apps/api/src/gone.ts" }]);
  });

  test.each(["`packages/gone/`", "`./docs/gone.md`", "`apps/api/src/gone.ts:12`", "`shared/gone.ts`", "`.ci/gone`"])(
    "reports %s",
    (markdown) => {
      expect(find(markdown)).toHaveLength(1);
    },
  );

  test.each([
    "`apps/api/src/env.ts`",
    "`./apps/api/src/env.ts`",
    "`apps/api/src/env.ts:3`",
    "`docs/decisions/`",
    "`/api/v1/auth/token/renew`",
    "`application/json`",
    "`features/<noun>/pages`",
    "`packages/*`",
    "`apps/web/dist`",
    "`npm run demo`",
    "`values.yaml`",
    "```\napps/api/src/gone.ts `apps/gone`\n```",
  ])("leaves %s alone", (markdown) => {
    expect(find(markdown)).toEqual([]);
  });
});
