/** A JSON Schema as far as examples need to look into one. */
export interface JsonSchema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  examples?: unknown[];
  format?: string;
  minimum?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  additionalProperties?: boolean | JsonSchema;
}

const ID = "7c2e5dd0-2f0c-4a4c-8a53-6a5d8a3a8f10";

/** What fields usually hold, by name. Others hold their own name. */
const TEXTS: Record<string, string> = {
  accessToken: "eyJhbGciOiJIUzI1NiJ9…",
  allowedNames: "checkout",
  allowedNamespaces: "shop",
  authMethod: "kubernetes-auth",
  color: "#0ea5e9",
  destinationPath: "/",
  email: "ada@example.com",
  environment: "dev",
  environmentSlug: "dev",
  ipAddress: "192.0.2.10",
  jwt: "eyJhbGciOiJSUzI1NiIs…",
  kubernetesHost: "https://kubernetes.default.svc",
  message: "Secret with name 'API_KEY' not found",
  name: "checkout",
  path: "/",
  projectName: "Shop",
  reqId: "req-3fT0bQ9xJmK2aZ",
  role: "viewer",
  secretComment: "From the provider's console",
  secretKey: "API_KEY",
  secretName: "API_KEY",
  secretPath: "/",
  secretValue: "s3cr3t",
  slug: "shop",
};
const NUMBERS: Record<string, number> = {
  accessTokenMaxTTL: 2_592_000,
  accessTokenTTL: 7200,
  expiresIn: 7200,
  statusCode: 404,
  version: 1,
};

/** A value that the schema allows, as somebody might really see it. */
export function exampleOf(schema: JsonSchema, name = ""): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.examples) return schema.examples[0];
  if (schema.enum) return schema.enum[0];
  const [first] = (schema.anyOf ?? []).filter(({ type }) => type !== "null");
  if (first) return exampleOf(first, name);
  switch ([schema.type].flat().find((type) => type !== "null")) {
    case "object":
      return exampleOfObject(schema);
    case "array":
      return schema.items ? [exampleOf(schema.items, name)] : [];
    case "integer":
    case "number":
      return NUMBERS[name] ?? Math.max(schema.minimum ?? 0, 0);
    case "boolean":
      return false;
    case "string":
      return exampleOfText(schema, name);
    default:
      return null;
  }
}

function exampleOfObject({ properties = {} }: JsonSchema): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, exampleOf(schema, name)]));
}

function exampleOfText({ format }: JsonSchema, name: string): string {
  if (format === "date-time") return "2026-01-31T12:00:00.000Z";
  if (format === "uuid" || /(?:^_?id|Id)$/.test(name)) return ID;
  return TEXTS[name] ?? name;
}
