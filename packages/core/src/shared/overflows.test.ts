import { expect, test } from "vitest";
import { createOverflows } from "./overflows.ts";

test("what could not be written is counted on from where it began, and keeps nothing else from being written", async () => {
  const overflows = createOverflows<{ who: string; since: number }>();
  overflows.count("ada", { who: "ada", since: 1 });
  overflows.count("ada", { who: "ada", since: 2 });
  overflows.count("grace", { who: "grace", since: 3 });
  const written: object[] = [];
  const write = async (counted: object) => void written.push(counted);
  const failing = overflows.drain(async (counted) => {
    if (counted.who === "grace") return write(counted);
    overflows.count("ada", { who: "ada", since: 4 });
    throw new Error("The database is gone");
  });
  await expect(failing).rejects.toMatchObject({
    message: "1 of 2 counts could not be written",
    cause: { message: "The database is gone" },
  });
  expect(written).toEqual([{ who: "grace", since: 3, count: 1 }]);
  await overflows.drain(write);
  await overflows.drain(write);
  expect(written.slice(1)).toEqual([{ who: "ada", since: 1, count: 3 }]);
});
