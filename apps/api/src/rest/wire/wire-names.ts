import { AppError } from "@podpass/core";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Contract fields this route calls by a name of its own. */
    wireNames?: Record<string, string>;
  }
}

/** What Infisical's API calls the contracts' fields. */
const WIRE_NAMES: Record<string, string> = {
  accessTokenMaxTtlSeconds: "accessTokenMaxTTL",
  accessTokenMaxUses: "accessTokenNumUsesLimit",
  accessTokenTtlSeconds: "accessTokenTTL",
  caCertificate: "caCert",
  comment: "secretComment",
  hasDefaultEnvironments: "shouldCreateDefaultEnvs",
  isLockoutEnabled: "lockoutEnabled",
  key: "secretName",
  maxUses: "numUsesLimit",
  newKey: "newSecretName",
  ttlSeconds: "ttl",
  value: "secretValue",
};

function nameOf(names: Record<string, string>, field: string): string {
  return (Object.hasOwn(names, field) ? names[field] : undefined) ?? field;
}

/** What the contracts' fields are called in a list's items. In a batch each secret has a single secret's names as well. */
function namesOfItems(names: Record<string, string>, list: string): Record<string, string> {
  if (list === "secrets") return { ...names, key: "secretKey" };
  if (list !== "registrations") return {};
  return { kind: "event", environment: "conditions.environmentSlug", secretPath: "conditions.secretPath" };
}

function inWireNamesOfItem(names: Record<string, string>, list: string, [index, field, ...rest]: string[]): string[] {
  if (index === undefined || field === undefined) return index === undefined ? [] : [index];
  return [index, nameOf(namesOfItems(names, list), field), ...rest];
}

/** The same error, naming the fields as the caller wrote them. */
export function inWireNames(error: unknown, routeNames: Record<string, string> = {}): unknown {
  if (!(error instanceof AppError) || !error.issues) return error;
  const names = { ...WIRE_NAMES, ...routeNames };
  const issues = error.issues.map(({ path, message }) => {
    const [field = "", ...rest] = path.split(".");
    return { path: [nameOf(names, field), ...inWireNamesOfItem(names, field, rest)].join("."), message };
  });
  const [before, after] = [error.issues[0], issues[0]].map((issue) => `${issue?.path}: ${issue?.message}`);
  return new AppError(error.code, {
    cause: error,
    issues,
    message: error.message === before ? after : error.message,
    ...(error.reason === undefined ? {} : { reason: error.reason }),
  });
}
