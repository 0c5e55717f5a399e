import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { InvalidEnvironmentError, parseEnv } from "./env.ts";

const KEY = Buffer.alloc(32, 1).toString("base64");

describe("the configuration", () => {
  test("needs nothing: an embedded database on loopback", () => {
    expect(parseEnv({})).toEqual({
      host: "127.0.0.1",
      port: 8080,
      siteUrl: "http://127.0.0.1:8080",
      database: { kind: "embedded", dataDir: resolve("data") },
      rootKeyFile: resolve("data/root.key"),
      encryptionKey: null,
      acceptedEncryptionKeys: [],
      authSecret: null,
      acceptedAuthSecrets: [],
      sessionLimits: { idleSeconds: 43_200, maxSeconds: 604_800 },
      oidc: null,
      trustedProxies: [],
      requestsPerMinute: null,
      logLevel: "info",
      allowedKubernetesHosts: [],
      connectionCheckMinutes: 15,
      ownCluster: { host: null, port: 443, folder: "/var/run/secrets/kubernetes.io/serviceaccount" },
      smtp: null,
      loginActivityRetentionDays: 30,
      auditRetentionDays: null,
    });
  });

  test("takes a mail server with what it needs, and fills in the port", () => {
    const source = { SMTP_HOST: "mail.example.com", SMTP_FROM: "Podpass <podpass@example.com>" };
    const smtp = { host: "mail.example.com", from: source.SMTP_FROM, credentials: null };
    expect(parseEnv(source).smtp).toEqual({ ...smtp, security: "starttls", port: 587 });
    expect(parseEnv({ ...source, SMTP_SECURITY: "tls" }).smtp).toEqual({ ...smtp, security: "tls", port: 465 });
    const known = { ...source, SMTP_USERNAME: "podpass", SMTP_PASSWORD: "x", SMTP_PORT: "2525" };
    const credentials = { username: "podpass", password: "x" };
    expect(parseEnv(known).smtp).toEqual({ ...smtp, security: "starttls", port: 2525, credentials });
  });

  test.each([
    [{ SMTP_HOST: "mail" }, /SMTP_FROM: must be set together/],
    [{ SMTP_FROM: "a@example.com" }, /SMTP_HOST: must be set/],
    [{ SMTP_HOST: "mail", SMTP_FROM: "a@example.com", SMTP_USERNAME: "a" }, /SMTP_PASSWORD: must be set together/],
    [
      { SMTP_HOST: "mail", SMTP_FROM: "a@example.com", SMTP_SECURITY: "none" },
      /none is only for a mail server on this/,
    ],
    [{ SMTP_HOST: "mail", SMTP_FROM: "A <a@example.com>\r\nBcc: b@example.com" }, /SMTP_FROM: must be an e-mail/],
    [{ SMTP_HOST: "mail", SMTP_FROM: "nobody" }, /SMTP_FROM: must be an e-mail/],
    [{ SMTP_SECURITY: "ssl" }, /SMTP_SECURITY: must be one of starttls, tls, none/],
  ])("refuses a mail server that is only half there: %j", (source, message) => {
    expect(() => parseEnv(source)).toThrow(message);
  });

  test("takes a variable that is set to nothing for one that is not set", () => {
    const names = ["HOST", "PORT", "SITE_URL", "DATA_DIR", "DATABASE_URL", "ENCRYPTION_KEY", "TRUSTED_PROXIES"];
    expect(parseEnv(Object.fromEntries(names.map((name) => [name, ""])))).toEqual(parseEnv({}));
  });

  test.each([
    [{ SITE_URL: "https://podpass.example.com/" }, "https://podpass.example.com"],
    [{ HOST: "0.0.0.0", PORT: "9000" }, "http://localhost:9000"],
    [{ HOST: "::1" }, "http://[::1]:8080"],
    [{ HOST: "podpass.internal" }, "http://podpass.internal:8080"],
  ])("knows where it is reached: %j", (source, siteUrl) => {
    expect(parseEnv(source).siteUrl).toBe(siteUrl);
  });

  test("uses PostgreSQL where an address is given, and then needs the key that all replicas share", () => {
    const DATABASE_URL = "postgresql://podpass@db/podpass";
    expect(parseEnv({ DATABASE_URL, ENCRYPTION_KEY: KEY })).toMatchObject({
      database: { kind: "postgres", url: DATABASE_URL },
      rootKeyFile: null,
      encryptionKey: KEY,
    });
    expect(() => parseEnv({ DATABASE_URL })).toThrow(/ENCRYPTION_KEY: must be set together with DATABASE_URL/);
  });

  test.each([
    ["PORT", "http"],
    ["PORT", "65536"],
    ["KUBERNETES_SERVICE_PORT", "tcp://10.96.0.1:443"],
    ["SITE_URL", "podpass.example.com"],
    ["SITE_URL", "javascript:alert(1)"],
    ["DATABASE_URL", "mysql://db"],
    ["ENCRYPTION_KEY", "too short"],
    ["OIDC_ISSUER", "http://accounts.example.com"],
    ["OIDC_ISSUER", "accounts.example.com"],
    ["OIDC_EMAIL_DOMAINS", "example.com, *.example.org"],
    ["SESSION_IDLE_MINUTES", "1.5"],
    ["SESSION_MAX_HOURS", "721"],
    ["ENCRYPTION_KEY", `${KEY}${KEY}`],
    ["AUTH_SECRET", "short"],
    ["AUTH_SECRETS_ACCEPTED", "short"],
    ["AUTH_SECRETS_ACCEPTED", "root-key, short"],
    ["TRUSTED_PROXIES", "10.0.0.0/8, loopback"],
    ["TRUSTED_PROXIES", "10.0.0.0/33"],
    ["TRUSTED_PROXIES", "010.0.0.1"],
    ["LOG_LEVEL", "loud"],
    ["ALLOWED_KUBERNETES_HOSTS", "10.0.0.1; 10.0.0.2"],
    ["REQUESTS_PER_MINUTE", "-1"],
    ["REQUESTS_PER_MINUTE", "many"],
    ["CONNECTION_CHECK_MINUTES", "-1"],
    ["CONNECTION_CHECK_MINUTES", "1441"],
    ["CONNECTION_CHECK_MINUTES", "often"],
    ["LOGIN_ACTIVITY_RETENTION_DAYS", "-7"],
    ["LOGIN_ACTIVITY_RETENTION_DAYS", "7.5"],
    ["LOGIN_ACTIVITY_RETENTION_DAYS", "a week"],
    ["AUDIT_RETENTION_DAYS", "-7"],
  ])("refuses %s=%s and names the variable, not its value", (name, value) => {
    expect(() => parseEnv({ [name]: value })).toThrow(InvalidEnvironmentError);
    expect(() => parseEnv({ [name]: value })).toThrow(new RegExp(`\n {2}${name}: must be `));
    expect(() => parseEnv({ [name]: value })).not.toThrow(value);
  });

  test("names every bad variable at once", () => {
    expect(() => parseEnv({ PORT: "x", LOG_LEVEL: "y" })).toThrow(/PORT: .*\n.*LOG_LEVEL: /);
  });

  test("reads numbers, and lists without their spaces", () => {
    expect(parseEnv({ REQUESTS_PER_MINUTE: "600" }).requestsPerMinute).toBe(600);
    expect(parseEnv({ TRUSTED_PROXIES: "10.0.0.0/8, ::1" }).trustedProxies).toEqual(["10.0.0.0/8", "::1"]);
  });
});
