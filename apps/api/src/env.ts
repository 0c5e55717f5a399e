import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { IpOrCidr } from "@podpass/contracts";
import { type OidcAdmission, parseRootKey, type SmtpSettings } from "@podpass/core";
import { z } from "zod";
import type { OidcProvider } from "./auth/oidc-client.ts";

/** An environment variable that is set to nothing counts as not set. */
function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
}

function list(item: z.ZodType<string, string>) {
  return z
    .string()
    .transform((text) => text.split(",").map((part) => part.trim()))
    .pipe(z.array(item));
}

const Cidr = z
  .string()
  .refine((text) => IpOrCidr.safeParse(text).success, "must be IP addresses or CIDR ranges, separated by commas");

const KubernetesHostEntry = z
  .string()
  .regex(/^[A-Za-z0-9.*?:[\]/-]+$/, "must be CIDR ranges, addresses or host names, separated by commas");

/** In place of a secret: the key derived from the root key. */
export const ROOT_KEY_WORD = "root-key";

const AcceptedSecret = z
  .string()
  .refine(
    (text) => text === ROOT_KEY_WORD || text.length >= 32,
    `must be secrets of at least 32 characters or the word ${ROOT_KEY_WORD}, separated by commas`,
  );

const RootKeyText = z
  .string()
  .refine((text) => parseRootKey(text) !== null, "must be 32 bytes in base64 (openssl rand -base64 32)");

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"];

function wholeNumber(unit: string, least: number, most: number) {
  const message = `must be a whole number of ${unit}, ${least} to ${most}`;
  return z.coerce.number(message).int(message).min(least, message).max(most, message);
}

const SMTP_SECURITIES = ["starttls", "tls", "none"] as const;
/** `podpass@example.com` or `Podpass <podpass@example.com>`, on one line. */
const SENDER = /^(?:[^<>\r\n"]{1,100} <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/;

const Days = wholeNumber("days", 1, 3650);

const LOOPBACK = new Set(["127.0.0.1", "::1", "[::1]", "localhost"]);

const Issuer = z.url({ protocol: /^https?$/, error: "must be an https:// URL" }).refine((text) => {
  const url = URL.parse(text);
  return url?.protocol === "https:" || LOOPBACK.has(url?.hostname ?? "");
}, "must be an https:// URL; http:// only on this machine");

const Domain = z
  .string()
  .toLowerCase()
  .regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, "must be domains such as example.com, separated by commas");

const Schema = z.object({
  HOST: optional(z.string()),
  PORT: optional(z.coerce.number("must be a port number").int().min(0).max(65_535)),
  SITE_URL: optional(z.url({ protocol: /^https?$/, error: "must be an http:// or https:// URL" })),
  DATA_DIR: optional(z.string()),
  DATABASE_URL: optional(z.string().regex(/^postgres(?:ql)?:\/\//, "must be a postgresql:// URL")),
  ENCRYPTION_KEY: optional(RootKeyText),
  ENCRYPTION_KEYS_ACCEPTED: optional(list(RootKeyText)),
  AUTH_SECRET: optional(z.string().min(32, "must be at least 32 characters")),
  AUTH_SECRETS_ACCEPTED: optional(list(AcceptedSecret)),
  SESSION_IDLE_MINUTES: optional(wholeNumber("minutes", 5, 43_200)),
  SESSION_MAX_HOURS: optional(wholeNumber("hours", 1, 720)),
  OIDC_ISSUER: optional(Issuer),
  OIDC_CLIENT_ID: optional(z.string()),
  OIDC_CLIENT_SECRET: optional(z.string()),
  OIDC_LABEL: optional(z.string().max(60, "must be at most 60 characters")),
  OIDC_EMAIL_DOMAINS: optional(list(Domain)),
  TRUSTED_PROXIES: optional(list(Cidr)),
  REQUESTS_PER_MINUTE: optional(wholeNumber("requests", 1, 1_000_000)),
  LOG_LEVEL: optional(z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`)),
  ALLOWED_KUBERNETES_HOSTS: optional(list(KubernetesHostEntry)),
  CONNECTION_CHECK_MINUTES: optional(wholeNumber("minutes", 0, 1440)),
  LOGIN_ACTIVITY_RETENTION_DAYS: optional(Days),
  AUDIT_RETENTION_DAYS: optional(Days),
  SMTP_HOST: optional(z.string().regex(/^[A-Za-z0-9.:-]+$/, "must be the name or address of a mail server")),
  SMTP_PORT: optional(z.coerce.number("must be a port number").int().min(1).max(65_535)),
  SMTP_SECURITY: optional(z.enum(SMTP_SECURITIES, `must be one of ${SMTP_SECURITIES.join(", ")}`)),
  SMTP_USERNAME: optional(z.string()),
  SMTP_PASSWORD: optional(z.string()),
  SMTP_FROM: optional(z.string().regex(SENDER, "must be an e-mail address, or a name and <an address>")),
  KUBERNETES_SERVICE_HOST: optional(z.string()),
  KUBERNETES_SERVICE_PORT: optional(z.coerce.number("must be a port number").int().min(1).max(65_535)),
  KUBERNETES_SERVICE_ACCOUNT_DIR: optional(z.string()),
});

interface OidcSettings extends OidcProvider {
  /** What its button says. */
  label: string;
  admission: OidcAdmission;
}

/** The server's configuration, every default filled in. */
export interface Env {
  host: string;
  port: number;
  /** Where people and pods reach the server, without a trailing slash. */
  siteUrl: string;
  database: { kind: "embedded"; dataDir: string } | { kind: "postgres"; url: string };
  /** Where the root key is made on first start when it is not given; null over PostgreSQL. */
  rootKeyFile: string | null;
  encryptionKey: string | null;
  /** Root keys that still open what they wrapped, and wrap nothing more. */
  acceptedEncryptionKeys: string[];
  authSecret: string | null;
  /** Beside the one that signs; `ROOT_KEY_WORD` for the derived one. */
  acceptedAuthSecrets: string[];
  /** How long a person stays signed in without a request, and at all. */
  sessionLimits: { idleSeconds: number; maxSeconds: number };
  /** The sign-in service people may use; null: none. */
  oidc: OidcSettings | null;
  trustedProxies: string[];
  /** How many requests a network may send; null: no limit. */
  requestsPerMinute: number | null;
  logLevel: string;
  allowedKubernetesHosts: string[];
  /** How often the connection of each Kubernetes Auth is checked; 0 is never. */
  connectionCheckMinutes: number;
  /** The cluster the server runs in, and the folder its service account is mounted in; no host outside a cluster. */
  ownCluster: { host: string | null; port: number; folder: string };
  /** The mail server; null: there is none. */
  smtp: SmtpSettings | null;
  /** How long login attempts are kept. */
  loginActivityRetentionDays: number;
  /** Null: audit events are kept for ever. */
  auditRetentionDays: number | null;
}

/** What is wrong with the environment, one line for each variable. */
export class InvalidEnvironmentError extends Error {}

/** Each line names a variable, a colon and what it must be. */
function invalid(...lines: string[]): InvalidEnvironmentError {
  return new InvalidEnvironmentError(["The environment is not right:", ...lines].join("\n  "));
}

/** Reads the configuration from the process's environment; the only place that does. */
export function loadEnv(): Env {
  return parseEnv(process.env);
}

/** Checks an environment and fills in the defaults; throws `InvalidEnvironmentError` naming every bad variable. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const result = Schema.safeParse(source);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`);
    throw invalid(...lines);
  }
  const given = result.data;
  if (given.DATABASE_URL !== undefined && given.ENCRYPTION_KEY === undefined) {
    throw invalid(
      "ENCRYPTION_KEY: must be set together with DATABASE_URL, the same for every replica (openssl rand -base64 32)",
    );
  }
  const host = given.HOST ?? "127.0.0.1";
  const port = given.PORT ?? 8080;
  const dataDir = resolve(given.DATA_DIR ?? "./data");
  const urlHost = host === "0.0.0.0" || host === "::" ? "localhost" : isIP(host) === 6 ? `[${host}]` : host;
  return {
    host,
    port,
    siteUrl: (given.SITE_URL ?? `http://${urlHost}:${port}`).replace(/\/+$/, ""),
    database:
      given.DATABASE_URL === undefined ? { kind: "embedded", dataDir } : { kind: "postgres", url: given.DATABASE_URL },
    rootKeyFile: given.DATABASE_URL === undefined ? join(dataDir, "root.key") : null,
    encryptionKey: given.ENCRYPTION_KEY ?? null,
    acceptedEncryptionKeys: given.ENCRYPTION_KEYS_ACCEPTED ?? [],
    authSecret: given.AUTH_SECRET ?? null,
    acceptedAuthSecrets: given.AUTH_SECRETS_ACCEPTED ?? [],
    sessionLimits: {
      idleSeconds: (given.SESSION_IDLE_MINUTES ?? 720) * 60,
      maxSeconds: (given.SESSION_MAX_HOURS ?? 168) * 3600,
    },
    oidc: oidcOf(given),
    trustedProxies: given.TRUSTED_PROXIES ?? [],
    requestsPerMinute: given.REQUESTS_PER_MINUTE ?? null,
    logLevel: given.LOG_LEVEL ?? "info",
    allowedKubernetesHosts: given.ALLOWED_KUBERNETES_HOSTS ?? [],
    connectionCheckMinutes: given.CONNECTION_CHECK_MINUTES ?? 15,
    ownCluster: {
      host: given.KUBERNETES_SERVICE_HOST ?? null,
      port: given.KUBERNETES_SERVICE_PORT ?? 443,
      folder: given.KUBERNETES_SERVICE_ACCOUNT_DIR ?? "/var/run/secrets/kubernetes.io/serviceaccount",
    },
    smtp: smtpOf(given),
    loginActivityRetentionDays: given.LOGIN_ACTIVITY_RETENTION_DAYS ?? 30,
    auditRetentionDays: given.AUDIT_RETENTION_DAYS ?? null,
  };
}

/** The mail server's settings as a whole: each is right by itself, together they may not be. */
function smtpOf(given: z.output<typeof Schema>): SmtpSettings | null {
  const { SMTP_HOST: host, SMTP_FROM: from, SMTP_USERNAME: username, SMTP_PASSWORD: password } = given;
  const security = given.SMTP_SECURITY ?? "starttls";
  if (host === undefined) {
    if (from === undefined && username === undefined && password === undefined) return null;
    throw invalid("SMTP_HOST: must be set for mail to be sent");
  }
  if (from === undefined) throw invalid("SMTP_FROM: must be set together with SMTP_HOST: the address mails come from");
  if ((username === undefined) !== (password === undefined)) {
    throw invalid("SMTP_PASSWORD: must be set together with SMTP_USERNAME");
  }
  if (security === "none" && !LOOPBACK.has(host)) {
    throw invalid("SMTP_SECURITY: none is only for a mail server on this machine");
  }
  return {
    host,
    from,
    security,
    port: given.SMTP_PORT ?? (security === "tls" ? 465 : 587),
    credentials: username === undefined || password === undefined ? null : { username, password },
  };
}

/** All three of what a sign-in service needs, or none. */
function oidcOf(given: z.output<typeof Schema>): OidcSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = given;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    throw invalid("OIDC_ISSUER: must be set together with OIDC_CLIENT_ID and OIDC_CLIENT_SECRET");
  }
  return {
    issuer,
    clientId,
    clientSecret,
    label: given.OIDC_LABEL ?? "Single sign-on",
    admission: {
      emailDomains: given.OIDC_EMAIL_DOMAINS ?? [],
    },
  };
}
