import { mkdtempDisposableSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Trials, type Wanted } from "./trials.ts";

/** What is written down as missed after the test, of these places, which come by in this order. */
async function missesOf(places: readonly Wanted[], test: (isLeftOut: (id: string) => boolean) => string | null) {
  using folder = mkdtempDisposableSync(join(tmpdir(), "podpass-trials-"));
  const file = join(folder.path, "trials.jsonl");
  const trials = new Trials(places, file);
  const outcome = await trials.repeat("a.test.ts: holds", async () => test((id) => trials.isLeftOut(id)));
  const lines = readFileSync(file, { encoding: "utf8", flag: "a+" }).split("\n").filter(Boolean);
  return { outcome, missed: lines.map((line) => JSON.parse(line).id), isOfUse: trials.isOfUse("a.test.ts") };
}

const place = (id: string, triedBy: string[] | null = null): Wanted => ({ id, triedBy });

describe("a test that is repeated without the places it comes by", () => {
  test("misses those without which it fails, and no others", async () => {
    const places = [place("guard"), place("other")];
    const run = (isLeftOut: (id: string) => boolean) => {
      isLeftOut("other");
      return isLeftOut("guard") ? "let in" : null;
    };
    expect(await missesOf(places, run)).toEqual({ outcome: null, missed: ["guard"], isOfUse: true });
    expect(await missesOf([place("guard")], run)).toEqual({ outcome: null, missed: ["guard"], isOfUse: false });
  });

  test("misses nothing when it fails with everything in place, the first time or later", async () => {
    for (const passes of [0, 1, 3]) {
      let times = 0;
      const run = (isLeftOut: (id: string) => boolean) => {
        times += 1;
        return isLeftOut("guard") || times > passes ? "too often" : null;
      };
      const { outcome, missed } = await missesOf([place("guard")], run);
      expect({ outcome, missed }).toEqual({ outcome: passes === 0 ? "too often" : null, missed: [] });
    }
  });

  test("misses nothing that other files are to try, or by being slow", async () => {
    const run = (isLeftOut: (id: string) => boolean) => (isLeftOut("guard") ? "let in" : null);
    expect((await missesOf([place("guard", ["b.test.ts"])], run)).missed).toEqual([]);
    expect((await missesOf([place("guard", ["b.test.ts", "a."])], run)).missed).toEqual(["guard"]);
    const slow = (isLeftOut: (id: string) => boolean) => (isLeftOut("guard") ? "Error: Test timed out in 5 s" : null);
    expect((await missesOf([place("guard")], slow)).missed).toEqual([]);
  });
});
