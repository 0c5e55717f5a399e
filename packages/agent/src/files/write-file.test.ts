import { chmod, chown, lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { replaceFile } from "./write-file.ts";

describe("a file", () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "podpass-agent-"));
    path = join(folder, "file");
  });
  afterEach(() => rm(folder, { recursive: true }));

  const modeOf = async () => (await stat(path)).mode & 0o777;

  test("is private unless told otherwise, whatever the umask", async () => {
    const before = process.umask(0o027);
    try {
      await replaceFile({ path }, "text");
      expect(await modeOf()).toBe(0o600);
      await replaceFile({ path, mode: 0o666 }, "other");
      expect(await modeOf()).toBe(0o666);
    } finally {
      process.umask(before);
    }
  });

  test("is replaced, not written into: who has it open reads the old one to its end", async () => {
    await replaceFile({ path }, "old");
    const { ino } = await stat(path);
    expect(await replaceFile({ path }, "new")).toBe(true);
    expect(await readFile(path, "utf8")).toBe("new");
    expect((await stat(path)).ino).not.toBe(ino);
    expect(await readdir(folder)).toEqual(["file"]);
  });

  test("is left alone when it holds the text, but for its access", async () => {
    await replaceFile({ path }, "same");
    const { ino } = await stat(path);
    await chmod(path, 0o644);
    expect(await replaceFile({ path }, "same")).toBe(false);
    expect((await stat(path)).ino).toBe(ino);
    expect(await modeOf()).toBe(0o600);
  });

  test("is made with the folders it is in", async () => {
    await replaceFile({ path: join(folder, "a/b/c") }, "deep");
    expect(await readFile(join(folder, "a/b/c"), "utf8")).toBe("deep");
  });

  test("takes the place of a link, and leaves alone what that leads to", async () => {
    await writeFile(join(folder, "elsewhere"), "kept");
    await symlink(join(folder, "elsewhere"), path);
    await replaceFile({ path }, "new");
    expect(await readFile(join(folder, "elsewhere"), "utf8")).toBe("kept");
  });

  test("takes the place of a link to the same text: what others made is neither kept nor touched", async () => {
    const elsewhere = join(folder, "elsewhere");
    await writeFile(elsewhere, "same", { mode: 0o644 });
    await symlink(elsewhere, path);
    expect(await replaceFile({ path }, "same")).toBe(true);
    expect((await lstat(path)).isFile()).toBe(true);
    expect((await stat(elsewhere)).mode & 0o777).toBe(0o644);
  });

  test.skipIf(process.getuid?.() !== 0)("takes the place of another's with the same text", async () => {
    await writeFile(path, "same");
    await chown(path, 1234, 5678);
    expect(await replaceFile({ path }, "same")).toBe(true);
    expect(await stat(path)).toMatchObject({ uid: 0 });
  });

  test("that cannot be replaced leaves nothing behind", async () => {
    await replaceFile({ path: join(path, "inside") }, "text");
    await expect(replaceFile({ path }, "text")).rejects.toThrow();
    expect(await readdir(folder)).toEqual(["file"]);
  });

  test.skipIf(process.getuid?.() !== 0)(
    "belongs to whom it is meant for (root alone may give files away)",
    async () => {
      await replaceFile({ path, mode: 0o640, owner: { uid: 1234, gid: 5678 } }, "text");
      expect(await stat(path)).toMatchObject({ uid: 1234, gid: 5678 });
      expect(await modeOf()).toBe(0o640);
    },
  );
});
