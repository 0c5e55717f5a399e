import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readOrMakeRootKey } from "./root-key-file.ts";

describe("the root key of an embedded installation", () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "podpass-root-key-"));
    file = join(folder, "data", "root.key");
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("is made on the first start, for the owner's eyes only, and is the same from then on", async () => {
    const made = await readOrMakeRootKey(file, true);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, "data"))).mode & 0o777).toBe(0o700);
    const content = await readFile(file, "utf8");
    expect(Buffer.from(content, "base64")).toHaveLength(32);
    const read = await readOrMakeRootKey(file, false);
    expect(read.id).toBe(made.id);
    expect(read.key.equals(made.key)).toBe(true);
    expect(await readFile(file, "utf8")).toBe(content);
  });

  test("is not made anew when there is data that an earlier one encrypted", async () => {
    await expect(readOrMakeRootKey(file, false)).rejects.toThrow(/is missing/);
    await expect(stat(file)).rejects.toThrow("ENOENT");
  });

  test("is not replaced when the file holds something else", async () => {
    await readOrMakeRootKey(file, true);
    await writeFile(file, "something else");
    await expect(readOrMakeRootKey(file, true)).rejects.toThrow(/does not hold a root key/);
    expect(await readFile(file, "utf8")).toBe("something else");
  });

  test("is never two: of two first starts at once, one stops", async () => {
    const results = await Promise.allSettled([readOrMakeRootKey(file, true), readOrMakeRootKey(file, true)]);
    const ids = results.flatMap((result) => (result.status === "fulfilled" ? [result.value.id] : []));
    expect(new Set(ids)).toEqual(new Set([(await readOrMakeRootKey(file, false)).id]));
  });
});
