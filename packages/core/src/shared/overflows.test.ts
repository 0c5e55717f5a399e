import { describe, expect, it } from "vitest";
import { type Counted, createOverflows } from "./overflows.ts";

interface What {
  who: string;
  since: number;
}

describe("counts that could not be written", () => {
  function begin() {
    const overflows = createOverflows<What>();
    const written: Counted<What>[] = [];
    const write = async (counted: Counted<What>) => void written.push(counted);
    const gone = new Error("The database is gone");
    return { overflows, written, write, gone };
  }

  it("go on from where they began, and keep no other from being written", async () => {
    const { overflows, written, write, gone } = begin();
    overflows.count("ada", { who: "ada", since: 1 });
    overflows.count("ada", { who: "ada", since: 2 });
    overflows.count("grace", { who: "grace", since: 3 });
    const failing = overflows.drain(async (counted) => {
      if (counted.who === "grace") return write(counted);
      overflows.count("ada", { who: "ada", since: 4 });
      throw gone;
    });
    await expect(failing).rejects.toMatchObject({ message: "1 of 2 counts were not written", cause: gone });
    expect(written).toEqual([{ who: "grace", since: 3, count: 1 }]);
    await overflows.drain(write);
    await overflows.drain(write);
    expect(written.slice(1)).toEqual([{ who: "ada", since: 1, count: 3 }]);
  });

  it("wait for the next time without being tried one by one, and then let those go first that were not", async () => {
    const { overflows, written, write, gone } = begin();
    const everybody = ["0", "1", "2", "3", "4"];
    for (const who of everybody) overflows.count(who, { who, since: 1 });
    let tries = 0;
    const failing = overflows.drain(async () => {
      tries += 1;
      throw gone;
    });
    await expect(failing).rejects.toThrow("5 of 5 counts were not written");
    expect(tries).toBe(3);
    await overflows.drain(write);
    expect(written.map(({ who }) => who)).toEqual(["3", "4", "0", "1", "2"]);
  });
});
