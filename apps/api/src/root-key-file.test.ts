import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { beginRootKeyRotation, endRootKeyRotation, readOrMakeRootKeys, signingSecretOf } from "./root-key-file.ts";

describe("the root key of an embedded installation", () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "podpass-root-key-"));
    file = join(folder, "data", "root.key");
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("is made on the first start, for the owner's eyes only, and is the same from then on", async () => {
    const made = await readOrMakeRootKeys(file, true);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, "data"))).mode & 0o777).toBe(0o700);
    const content = await readFile(file, "utf8");
    expect(Buffer.from(content, "base64")).toHaveLength(32);
    const read = await readOrMakeRootKeys(file, false);
    expect(read.current.id).toBe(made.current.id);
    expect(read.current.key.equals(made.current.key)).toBe(true);
    expect(await readFile(file, "utf8")).toBe(content);
  });

  test("is not made anew when there is data that an earlier one encrypted", async () => {
    await expect(readOrMakeRootKeys(file, false)).rejects.toThrow(/is missing/);
    await expect(stat(file)).rejects.toThrow("ENOENT");
  });

  test("is not replaced when the file holds something else", async () => {
    await readOrMakeRootKeys(file, true);
    await writeFile(file, "something else");
    await expect(readOrMakeRootKeys(file, true)).rejects.toThrow(/does not hold a root key/);
    expect(await readFile(file, "utf8")).toBe("something else");
  });

  test("rotates as a whole: both keys until nothing hangs on the old one, then the new one, for the owner alone", async () => {
    const { current: old } = await readOrMakeRootKeys(file, true);
    const begun = await beginRootKeyRotation(file);
    expect(begun.current.id).not.toBe(old.id);
    expect(begun.accepted.map(({ id }) => id)).toEqual([old.id]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    // Interrupted and begun again: no third key.
    expect((await beginRootKeyRotation(file)).current.id).toBe(begun.current.id);
    expect((await readOrMakeRootKeys(file, false)).accepted).toHaveLength(1);

    const ended = await endRootKeyRotation(file, { areSessionsEnded: false });
    expect(ended).toMatchObject({ current: { id: begun.current.id }, accepted: [] });
    expect(ended.signingSecrets.map(String)).toEqual([String(signingSecretOf(old))]);
    expect(await readOrMakeRootKeys(file, false)).toEqual(ended);
    expect(await readFile(file, "utf8")).not.toContain(old.key.export().toString("base64"));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, "data"))).toEqual(["root.key"]);

    await beginRootKeyRotation(file);
    expect((await endRootKeyRotation(file, { areSessionsEnded: true })).signingSecrets).toEqual([]);
  });

  test("is never two: of two first starts at once, one stops", async () => {
    const results = await Promise.allSettled([readOrMakeRootKeys(file, true), readOrMakeRootKeys(file, true)]);
    const ids = results.flatMap((result) => (result.status === "fulfilled" ? [result.value.current.id] : []));
    expect(new Set(ids)).toEqual(new Set([(await readOrMakeRootKeys(file, false)).current.id]));
  });
});
