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

/** The same error, naming the fields as the caller wrote them. */
export function inWireNames(error: unknown, routeNames: Record<string, string> = {}): unknown {
  if (!(error instanceof AppError) || !error.issues) return error;
  const names = { ...WIRE_NAMES, ...routeNames };
  const issues = error.issues.map(({ path, message }) => {
    const [field = "", ...rest] = path.split(".");
    return { path: [Object.hasOwn(names, field) ? names[field] : field, ...rest].join("."), message };
  });
  const [before, after] = [error.issues[0], issues[0]].map((issue) => `${issue?.path}: ${issue?.message}`);
  return new AppError(error.code, {
    cause: error,
    issues,
    message: error.message === before ? after : error.message,
    ...(error.reason === undefined ? {} : { reason: error.reason }),
  });
}
