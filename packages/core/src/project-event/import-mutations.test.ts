import { describe, expect, it } from "vitest";
import { importMutationsOf } from "./import-mutations.ts";
import type { SecretEvent } from "./secret-event.ts";

const at = (environment: string, secretPath = "/") => ({ environment, secretPath });
const edge = (folder: ReturnType<typeof at>, source: ReturnType<typeof at>) => ({ folder, source });
const change = (environment: string, secretPath = "/"): SecretEvent => ({
  kind: "secret:update",
  environment,
  secretPath,
  secret: { key: "KEY", tags: [] },
});
const placesOf = (events: SecretEvent[]) => events.map(({ environment, secretPath }) => `${environment}:${secretPath}`);

describe("what a change means for folders that import", () => {
  it.each<[string, ReturnType<typeof edge>[], SecretEvent, string[]]>([
    ["nothing where nobody imports", [], change("prod"), []],
    ["its importer", [edge(at("dev"), at("prod"))], change("prod"), ["dev:/"]],
    ["not those that import another folder", [edge(at("dev"), at("prod", "/a"))], change("prod"), []],
    [
      "importers of importers, each once, around a diamond",
      [
        edge(at("dev"), at("a")),
        edge(at("dev", "/x"), at("b")),
        edge(at("a"), at("prod")),
        edge(at("b"), at("prod")),
        edge(at("end"), at("dev")),
      ],
      change("prod"),
      ["a:/", "b:/", "dev:/", "dev:/x", "end:/"],
    ],
    [
      "everybody who imports from a folder that has moved",
      [edge(at("dev"), at("prod", "/a/b"))],
      { kind: "secret:create", environment: "prod", secretPath: "/a", secret: null },
      ["dev:/"],
    ],
    [
      "perhaps anybody, when a folder is gone and its imports with it",
      [],
      { kind: "secret:delete", environment: "prod", secretPath: "/a", secret: null },
      ["null:/"],
    ],
  ])("%s", (_what, edges, event, places) => {
    const mutations = importMutationsOf([event], edges);
    expect(placesOf(mutations).toSorted()).toEqual(places);
    for (const { kind, origin } of mutations)
      expect({ kind, origin }).toEqual({ kind: "secret:import-mutation", origin: event });
  });
});
