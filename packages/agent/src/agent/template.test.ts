import { NotFoundError } from "@podpass/sdk";
import { describe, expect, test } from "vitest";
import { parseTemplate, TemplateError } from "./template.ts";

const SECRETS = new Map([
  ["DB_URL", 'postgres://"a"'],
  ["IT'S", "two\nlines\n"],
  ["key", "not the word"],
]);
const render = (source: string) => parseTemplate(source).render(SECRETS);

describe("a template", () => {
  test.each([
    ["plain { text } }}", "plain { text } }}"],
    ["url={{ DB_URL }};", 'url=postgres://"a";'],
    ["{{DB_URL}}{{DB_URL}}", 'postgres://"a"postgres://"a"'],
    ["{{ DB_URL | json }}", '"postgres://\\"a\\""'],
    ['{{ "IT\'S" | shell }}', "'two\nlines\n'"],
    ['{{ "IT\'S" | trim }}', "two\nlines"],
    ["{{ DB_URL | base64 }}", Buffer.from('postgres://"a"').toString("base64")],
    ["{{{{ DB_URL }}", "{{ DB_URL }}"],
    ["{{ key }}", "not the word"],
    [
      "{{ each -}}\n{{ key }}={{ value | json }}\n{{ end -}}\n!",
      `DB_URL="postgres://\\"a\\""\nIT'S="two\\nlines\\n"\nkey="not the word"\n!`,
    ],
    ["a \n {{- DB_URL -}} \n b", 'apostgres://"a"b'],
    ["{{ each }}{{ DB_URL }}{{ end }}", 'postgres://"a"'.repeat(3)],
  ])("%j gives %j", (source, text) => {
    expect(render(source)).toBe(text);
  });

  test.each([
    ["a\nb {{ DB_URL", "line 2: {{ is not closed"],
    ["{{ }}", "line 1: a tag holds"],
    ["{{ DB URL }}", "line 1: a tag holds"],
    ["{{ DB_URL | exec }}", "line 1: filters are json"],
    ["{{ DB_URL | constructor }}", "line 1: filters are json"],
    ["\n\n{{ each }}", "line 3: {{ each }} without"],
    ["{{ end }}", "line 1: {{ end }} without"],
    ["{{ each }}{{ each }}{{ end }}{{ end }}", "line 1: {{ each }} inside"],
  ])("%j is refused: %s", (source, message) => {
    expect(() => render(source)).toThrow(TemplateError);
    expect(() => render(source)).toThrow(message);
  });

  test("is not filled in without a secret that it names, and says where", () => {
    expect(() => render("a\n{{ NONE }}")).toThrow(NotFoundError);
    expect(() => render("a\n{{ NONE }}")).toThrow("line 2: there is no secret NONE");
  });

  test("leaves alone what looks like a tag in a value", () => {
    expect(parseTemplate("{{ A }}").render(new Map([["A", "{{ B }} $& $1"]]))).toBe("{{ B }} $& $1");
  });
});
