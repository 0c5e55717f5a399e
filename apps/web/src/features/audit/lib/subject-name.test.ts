import { expect, test } from "vitest";
import { subjectName } from "./subject-name.ts";

test.each<[string, Record<string, unknown>, string | null]>([
  ["a secret", { key: "DB_URL", environment: "dev", secretPath: "/apps", version: 2 }, "DB_URL in dev /apps"],
  ["a renamed secret", { key: { before: "A", after: "B" }, environment: "dev", secretPath: "/" }, "B in dev /"],
  ["a folder", { path: "/apps", environment: "dev" }, "/apps"],
  ["a project", { name: "Shop", slug: "shop" }, "Shop"],
  ["a tag", { slug: "db", secretCount: 2 }, "db"],
  ["what was changed in another way", { accessTokenTtlSeconds: { before: 1, after: 2 } }, null],
  ["a name that is no text", { name: { before: null, after: 3 }, key: null }, null],
])("names %s", (_what, detail, name) => {
  expect(subjectName({ subject: { name: null }, detail })).toBe(name);
});

test("names a person or an identity as they are called now, where the event does not say it", () => {
  const subject = { name: "web-shop" };
  expect(subjectName({ subject, detail: { roles: ["viewer"] } })).toBe("web-shop");
  expect(subjectName({ subject, detail: { name: "its first name" } })).toBe("its first name");
});
