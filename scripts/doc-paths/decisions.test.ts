import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const FOLDER = join(import.meta.dirname, "../../docs/decisions");
const read = (file: string) => readFileSync(join(FOLDER, file), "utf8");

test("the index lists every decision once, by its title", () => {
  const decisions = readdirSync(FOLDER).filter((file) => file !== "README.md");
  const titled = decisions.map((file) =>
    read(file)
      .split("\n", 1)[0]
      ?.replace(/^# (\d{3}) /, `- [$1](${file}) `),
  );
  const listed = read("README.md").match(/^- .*$/gm) ?? [];
  expect(listed.toSorted()).toEqual(titled.toSorted());
});
