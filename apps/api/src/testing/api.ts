import { createHash, randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import { text as textOf } from "node:stream/consumers";
import { UNIVERSAL_AUTH_DEFAULTS } from "@podpass/contracts";
import type { Clock } from "@podpass/core";
import type { FastifyInstance } from "fastify";
import type { DestinationStream } from "pino";
import { z } from "zod";
import { buildApp } from "../app.ts";
import { buildContainer, type Container } from "../container.ts";
import { parseEnv } from "../env.ts";
import { createLogger } from "../logger.ts";
import { checkAnswers } from "./answer-checks.ts";

type Replacements = Required<NonNullable<Parameters<typeof buildContainer>[2]>>;

interface ApiOptions extends Replacements {
  clock: Clock;
  env?: Record<string, string>;
  /** Where the log goes, at level debug. Default: nowhere. */
  logTo?: DestinationStream;
}

export interface Call {
  token?: string;
  body?: unknown;
  query?: Record<string, string>;
  headers?: Record<string, string>;
}

/**
 * An answer as tests read it. Every one is checked against what the route declares it answers (answer-checks.ts), and tests
 * assert what they are about: `unknown` would want a cast at every step, which proves no more.
 */
// biome-ignore lint/suspicious/noExplicitAny: see above.
type Json = any;

export interface Answer {
  status: number;
  body: Json;
  headers: Record<string, unknown>;
}

const ROOT_KEY = Buffer.alloc(32, 7).toString("base64");

/** The whole server over a database of the test's own, set up, with calls that speak JSON. */
export class Api implements AsyncDisposable {
  readonly app: FastifyInstance;
  readonly container: Container;
  /** The token of the admin identity that setting up made; empty before. */
  adminToken = "";
  organizationId = "";
  adminIdentityId = "";
  readonly #violations: readonly string[];

  private constructor(app: FastifyInstance, container: Container, violations: readonly string[]) {
    this.app = app;
    this.container = container;
    this.#violations = violations;
  }

  static async open({ env = {}, logTo, ...replacements }: ApiOptions): Promise<Api> {
    const logger = logTo ? createLogger("debug", logTo) : createLogger("silent");
    const container = await buildContainer(parseEnv({ ENCRYPTION_KEY: ROOT_KEY, ...env }), logger, replacements);
    const { built: app, violations } = await checkAnswers(() => buildApp(container, logger));
    return new Api(app, container, violations);
  }

  static async openSetUp(options: ApiOptions): Promise<Api> {
    const api = await Api.open(options);
    await api.setUp();
    return api;
  }

  async setUp(): Promise<void> {
    const body = { email: "admin@example.com", password: "correct horse battery", organization: "Acme" };
    const answer = await this.call("POST", "/api/v1/admin/bootstrap", { body });
    const { identity, organization } = okBody(answer);
    this.adminToken = identity.credentials.token;
    this.adminIdentityId = identity.id;
    this.organizationId = organization.id;
  }

  async call(method: string, url: string, { token, body, query, headers = {} }: Call = {}): Promise<Answer> {
    const response = await this.app.inject({
      // Tests name methods as tables do.
      method: method as "GET",
      url,
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...(query ? { query } : {}),
      // inject sends an object as JSON, a string as it is.
      ...(body === undefined ? {} : { payload: body as object }),
      payloadAsStream: true,
    });
    const type = String(response.headers["content-type"]);
    const text = type.startsWith("text/event-stream") ? leave(response.stream()) : await textOf(response.stream());
    const isJson = /^application\/json(;|$)/.test(type) && text !== "";
    return { status: response.statusCode, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  }

  /** A call of the admin's that must succeed; gives the answer's body. */
  async admin(method: string, url: string, call: Call = {}): Promise<Json> {
    return okBody(await this.call(method, url, { token: this.adminToken, ...call }));
  }

  async createProject(name = "Shop"): Promise<{ id: string; slug: string; environments: { id: string }[] }> {
    return (await this.admin("POST", "/api/v1/projects", { body: { projectName: name } })).project;
  }

  async createIdentity(role = "no-access", name = "checkout"): Promise<string> {
    return (await this.admin("POST", "/api/v1/identities", { body: { name, role } })).identity.id;
  }

  /** Gives an identity Universal Auth and logs it in. */
  async logIn(identityId: string): Promise<string> {
    const url = `/api/v1/auth/universal-auth/identities/${identityId}`;
    await this.admin("POST", url, { body: {} });
    return this.logInAgain(identityId);
  }

  /** Logs an identity in that has Universal Auth. */
  async logInAgain(identityId: string): Promise<string> {
    const url = `/api/v1/auth/universal-auth/identities/${identityId}`;
    const { identityUniversalAuth } = await this.admin("GET", url);
    const { clientSecret } = await this.admin("POST", `${url}/client-secrets`, { body: {} });
    return this.#universalLogin(identityUniversalAuth.clientId, clientSecret);
  }

  /** Another organization on the same server, and the token of an admin of it. */
  async createOtherTenant(): Promise<{ token: string; organizationId: string; identityId: string }> {
    const { transaction, secretBox, clock } = this.container.services;
    const [organizationId, identityId, clientId] = [randomUUID(), randomUUID(), randomUUID()];
    const universalAuthId = randomUUID();
    const createdAt = clock.now();
    await transaction(async (tx) => {
      await tx.organizations.insert({ id: organizationId, name: "Other", slug: organizationId, createdAt });
      await secretBox.createDataKey(tx, organizationId);
      await tx.identities.insert({
        id: identityId,
        organizationId,
        name: "other",
        hasDeleteProtection: false,
        createdAt,
      });
      await tx.members.insertIdentity({
        id: randomUUID(),
        organizationId,
        identityId,
        role: "admin",
        customRoleId: null,
        at: createdAt,
      });
      await tx.universalAuths.insert({
        id: universalAuthId,
        identityId,
        clientId,
        ...UNIVERSAL_AUTH_DEFAULTS,
        createdAt,
        updatedAt: createdAt,
      });
      await tx.clientSecrets.insert({
        id: randomUUID(),
        universalAuthId,
        description: "",
        prefix: "other",
        secretHash: createHash("sha256").update("other secret").digest("hex"),
        ttlSeconds: 0,
        expiresAt: null,
        maxUses: 0,
        createdAt,
      });
    });
    await this.createPerson(organizationId, { organizationRole: "admin" });
    return { token: await this.#universalLogin(clientId, "other secret"), organizationId, identityId };
  }

  /** A new person of an organization, with one built-in role in it. Their password is `PERSONS_PASSWORD`. */
  async createPerson(
    organizationId: string,
    { name = "Somebody", organizationRole = "no-access" } = {},
  ): Promise<{ id: string; memberId: string; email: string }> {
    const { transaction, clock, passwordHasher } = this.container.services;
    const [id, memberId] = [randomUUID(), randomUUID()];
    const email = `${id}@example.com`;
    const passwordHash = await passwordHasher.hash(PERSONS_PASSWORD);
    const at = clock.now();
    const role = { role: organizationRole, customRoleId: null, startsAt: null, endsAt: null, windowLength: null };
    await transaction(async (tx) => {
      await tx.organizations.insertUser({ id, name, email, passwordHash, accountId: randomUUID(), createdAt: at });
      await tx.members.insertUser({ id: memberId, organizationId, userId: id, roles: [role], at });
    });
    return { id, memberId, email };
  }

  /** The cookie of a person's new session. */
  async signIn(email: string, password = PERSONS_PASSWORD): Promise<string> {
    const answer = await this.call("POST", "/api/auth/sign-in/email", { body: { email, password } });
    okBody(answer);
    return String(answer.headers["set-cookie"]).split(";")[0] ?? "";
  }

  /** The organization's newest audit events, newest first. */
  auditEvents(filter: { action?: string; requestId?: string } = {}) {
    return this.container.services.store.audit.list(
      {
        organizationId: this.organizationId,
        action: filter.action,
        search:
          filter.requestId === undefined
            ? undefined
            : { text: filter.requestId, named: { actorIds: [], projectIds: [] } },
      },
      null,
      1000,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.app.close();
    await this.container.close();
    if (this.#violations.length > 0) {
      throw new Error(`Answers are not what the API's description says:\n${[...new Set(this.#violations)].join("\n")}`);
    }
  }

  async #universalLogin(clientId: string, clientSecret: string): Promise<string> {
    const body = { clientId, clientSecret };
    return okBody(await this.call("POST", "/api/v1/auth/universal-auth/login", { body })).accessToken;
  }
}

/** What has no end is not waited for; `EventReader` reads it. */
function leave(stream: Readable): string {
  stream.destroy();
  return "";
}

const PERSONS_PASSWORD = "correct horse battery";

const Failure = z.object({ message: z.string() });

function okBody(answer: Answer): Json {
  if (answer.status === 200) return answer.body;
  const message = Failure.safeParse(answer.body).data?.message ?? answer.body;
  throw new Error(`Expected 200, got ${answer.status}: ${message}`);
}
