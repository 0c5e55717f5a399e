import { AppError, invalidField } from "@podpass/core";
import type { OpenAPIV3_1 } from "openapi-types";
import { toErrorAnswer, toErrorBody } from "../plugins/error-answer.ts";
import { exampleOf, type JsonSchema } from "./examples.ts";
import { TAGS } from "./tags.ts";
import { describeUnchanged } from "./unchanged-answers.ts";

type Document = Partial<OpenAPIV3_1.Document>;
type Operation = OpenAPIV3_1.OperationObject;

/** The answer to whatever goes wrong: see `plugins/errors.ts`. */
const ERROR_SCHEMA: OpenAPIV3_1.SchemaObject = {
  type: "object",
  required: ["reqId", "statusCode", "message", "error"],
  additionalProperties: false,
  properties: {
    reqId: { type: "string", description: "Name it to an administrator, who can see by it what went wrong" },
    statusCode: { type: "integer" },
    message: { type: "string", description: "A sentence for people" },
    error: { type: "string", description: "What went wrong, in a word that does not change" },
    details: {
      type: "array",
      description: "The fields that broke a rule",
      items: {
        type: "object",
        required: ["path", "message"],
        additionalProperties: false,
        properties: { path: { type: "string" }, message: { type: "string" } },
      },
    },
  },
};

interface Refusal {
  error: AppError;
  description: string;
}

/** One for each status, in the words of the catalog. */
const REFUSALS: readonly Refusal[] = [
  {
    error: invalidField("environment", "Is required"),
    description: "The request breaks a rule, or what it asks for is not possible now, or too much at once",
  },
  { error: new AppError("access_token.expired"), description: "Nobody known: log in (again)" },
  { error: new AppError("auth.permission_denied"), description: "Known, but not allowed" },
  { error: new AppError("project.not_found"), description: "There is no such thing, or not for this caller" },
  { error: new AppError("request.rate_limited"), description: "Too many; `Retry-After` says when to come back" },
  { error: new AppError("server.unavailable"), description: "Not now; `Retry-After` says when to come back" },
];
const ERRORS = Object.fromEntries(REFUSALS.map(describeError));

const OTHER_ERROR: OpenAPIV3_1.ResponseObject = {
  description: "Anything else that goes wrong",
  content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
};

/** Adds to what the routes' own schemas say: a name for each operation, how it fails, and an example of everything. */
export function describeDocument(document: Document): Document {
  const paths = structuredClone(document.paths ?? {});
  for (const [path, item] of Object.entries(paths)) {
    for (const method of METHODS) {
      const operation = item?.[method];
      if (operation) describeOperation(operation, method, path);
    }
  }
  const schemas = { ...document.components?.schemas, Error: ERROR_SCHEMA };
  return { ...document, tags: TAGS.map((name) => ({ name })), paths, components: { ...document.components, schemas } };
}

const METHODS = ["get", "post", "put", "patch", "delete"] as const;

function describeOperation(operation: Operation, method: string, path: string): void {
  operation.operationId = operationIdOf(method, path);
  for (const parameter of operation.parameters ?? []) {
    // None of our schemas is a reference: the routes' schemas are written out where they are used.
    const { schema, name = "" } = parameter as OpenAPIV3_1.ParameterObject;
    Object.assign(parameter, { example: exampleOf(schema as JsonSchema, name) });
  }
  if (method === "get") describeUnchanged(operation);
  addExamples(operation.requestBody as OpenAPIV3_1.RequestBodyObject | undefined);
  const responses = operation.responses ?? {};
  const success = responses["200"] as OpenAPIV3_1.ResponseObject | undefined;
  if (success) {
    success.description = "Done";
    addExamples(success);
  }
  operation.responses = { ...responses, ...ERRORS, default: OTHER_ERROR };
}

function addExamples(holder: { content?: Record<string, OpenAPIV3_1.MediaTypeObject> } | undefined): void {
  for (const media of Object.values(holder?.content ?? {})) {
    if (media.schema && media.example === undefined) media.example = exampleOf(media.schema as JsonSchema);
  }
}

function describeError({ error, description }: Refusal): [status: string, OpenAPIV3_1.ResponseObject] {
  const example = toErrorBody("req-3fT0bQ9xJmK2aZ", toErrorAnswer(error));
  const schema = { $ref: "#/components/schemas/Error" };
  return [String(example.statusCode), { description, content: { "application/json": { schema, example } } }];
}

/** As generators of clients name their methods: `getApiV4SecretsBySecretName`. */
function operationIdOf(method: string, path: string): string {
  const words = path
    .split("/")
    .filter(Boolean)
    .map((part) => (part.startsWith("{") ? `by-${part.slice(1, -1)}` : part))
    .flatMap((part) => part.split("-"));
  return method + words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");
}
