import { describe, expect, it } from "vitest";
import { createExpander } from "./expand-value.ts";
import { nameOfAddress, splitReferences } from "./find-references.ts";

const home = { environment: "dev", secretPath: "/" };

/** Resolves one of several values of the root of `dev`, or of the addresses that are given as `environment /path KEY`. */
function expandOf(values: Record<string, string>) {
  const known = new Map(
    Object.entries(values).map(([name, value]) => {
      const [environment = "dev", secretPath = "/"] = name.includes(" ") ? name.split(" ") : ["dev", "/"];
      const address = name.includes(" ") ? name : nameOfAddress({ ...home, key: name });
      return [address, splitReferences(value, { environment, secretPath })];
    }),
  );
  const expand = createExpander(known);
  return (key: string) => expand({ ...home, key });
}

describe("references in a value", () => {
  it.each([
    ["${A}", { environment: "dev", secretPath: "/", key: "A" }],
    ["${prod.A}", { environment: "prod", secretPath: "/", key: "A" }],
    ["${prod.apps.web.A_1-b}", { environment: "prod", secretPath: "/apps/web", key: "A_1-b" }],
  ])("%s speaks of %j", (text, to) => {
    expect(splitReferences(`a ${text} b`, home)).toEqual(["a ", { text, to }, " b"]);
  });

  it.each(["$A", "${}", "${A", "${ A }", "${A.}", "${.A}", "${A..B}", "${A:-x}", "${{A}}", "$${", "${a/b}"])(
    "%s is none",
    (text) => {
      expect(splitReferences(text, home).join("")).toBe(text);
    },
  );

  it("are replaced wherever they stand, through other references, and in the place they are written in", () => {
    const expand = expandOf({
      URL: "${HOST}:${PORT}/${HOST}",
      HOST: "${prod.net.HOST}",
      PORT: "80",
      "prod /net HOST": "h-${NAME}",
      "prod /net NAME": "n",
      NAME: "not this one",
    });
    expect(expand("URL")).toBe("h-n:80/h-n");
  });

  it("stay as they are written when what they speak of is missing", () => {
    expect(expandOf({ A: "x ${NONE} ${prod.NONE} $1 ${B}", B: "" })("A")).toBe("x ${NONE} ${prod.NONE} $1 ");
  });

  it("are resolved as far as a circle allows", () => {
    const expand = expandOf({ A: "a${B}", B: "b${C}", C: "c${A}", SELF: "s${SELF}" });
    expect([expand("A"), expand("B"), expand("C"), expand("SELF")]).toEqual([
      "abc${A}",
      "bca${B}",
      "cab${C}",
      "s${SELF}",
    ]);
  });

  it("are resolved ten deep", () => {
    const chain = Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`K${index}`, `\${K${index + 1}}`]));
    expect(expandOf(chain)("K0")).toBe("${K11}");
  });

  it("do not multiply without end", () => {
    const laughs = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`L${index}`, `\${L${index + 1}}`.repeat(10)]),
    );
    for (const last of ["ha", ""]) {
      expect(() => expandOf({ ...laughs, L9: last })("L0")).toThrow("resolve to more");
    }
  });
});
