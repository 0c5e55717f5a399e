import { readFile } from "node:fs/promises";
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { type LoginMethod, PodpassClient, type SecretScope } from "@podpass/sdk";
import { UsageError } from "./exit-codes.ts";
import type { Io } from "./io.ts";

const text = { type: "string" } as const;

/** Options of every command that speaks to Podpass. */
export const CLIENT_OPTIONS = {
  url: text,
  "ca-file": text,
  "identity-id": text,
  "token-path": text,
  "client-id": text,
  "client-secret-file": text,
  "access-token-file": text,
} as const satisfies ParseArgsOptionsConfig;

/** Options that say which secrets. */
export const SCOPE_OPTIONS = {
  project: text,
  env: text,
  path: text,
  recursive: { type: "boolean" },
} as const satisfies ParseArgsOptionsConfig;

type Values<Options extends ParseArgsOptionsConfig> = {
  [Name in keyof Options]?: Options[Name]["type"] extends "boolean" ? boolean : string;
};

/** @throws UsageError without what was typed: it may be a credential in the wrong place. */
export function parseOptions<Options extends ParseArgsOptionsConfig>(args: string[], options: Options) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    const { code, message } = Object(error);
    const isOfName = code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" || code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE";
    const name = isOfName ? /'(-[^'=\s]*)/.exec(String(message))?.[1] : undefined;
    throw new UsageError(`wrong option${name === undefined ? "" : ` ${name}`}; see --help`);
  }
}

/** A client by the options, else by the environment. */
export async function openClient(
  values: Values<typeof CLIENT_OPTIONS>,
  { env }: Pick<Io, "env">,
): Promise<PodpassClient> {
  const url = values.url ?? env.PODPASS_URL;
  if (!url) throw new UsageError("say where Podpass is: --url or PODPASS_URL");
  const caFile = values["ca-file"] ?? env.PODPASS_CA_FILE;
  return createClient({ url, caFile, login: await loginOf(values, env) });
}

/** @throws UsageError when `url` is not an http or https URL, or the CA cannot be read. */
export async function createClient(settings: {
  url: string;
  caFile: string | undefined;
  login: LoginMethod;
}): Promise<PodpassClient> {
  const { url, caFile, login } = settings;
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? "")) throw new UsageError("the address of Podpass must be a URL");
  const caCertificate = caFile ? await readUsageFile(caFile, "the CA") : undefined;
  return new PodpassClient({ url, login, ...(caCertificate === undefined ? {} : { caCertificate }) });
}

async function loginOf(values: Values<typeof CLIENT_OPTIONS>, env: Io["env"]): Promise<LoginMethod> {
  const tokenPath = values["token-path"] ?? env.PODPASS_TOKEN_PATH;
  const asPod = (identityId: string): LoginMethod => ({
    method: "kubernetes",
    identityId,
    ...(tokenPath ? { tokenPath } : {}),
  });
  const secretFile = values["client-secret-file"];
  const asMachine = async (clientId: string): Promise<LoginMethod> => {
    const given = secretFile ? await readUsageFile(secretFile, "the client secret") : env.PODPASS_CLIENT_SECRET;
    const clientSecret = given?.trim();
    if (!clientSecret) throw new UsageError("say the client secret: --client-secret-file or PODPASS_CLIENT_SECRET");
    return { method: "universal", clientId, clientSecret };
  };
  const tokenFile = values["access-token-file"];
  if (tokenFile) return { method: "token", accessToken: (await readUsageFile(tokenFile, "the access token")).trim() };
  if (values["identity-id"]) return asPod(values["identity-id"]);
  if (values["client-id"]) return asMachine(values["client-id"]);
  if (env.PODPASS_ACCESS_TOKEN) return { method: "token", accessToken: env.PODPASS_ACCESS_TOKEN };
  if (env.PODPASS_IDENTITY_ID) return asPod(env.PODPASS_IDENTITY_ID);
  if (env.PODPASS_CLIENT_ID) return asMachine(env.PODPASS_CLIENT_ID);
  throw new UsageError("say how to log in: --identity-id, --client-id or --access-token-file, or their variables");
}

/** Reads a file the command line or the configuration names. */
export async function readUsageFile(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new UsageError(`${what} cannot be read from ${path}: ${Object(error).code ?? "unknown error"}`);
  }
}

export type FolderScope = SecretScope & { isRecursive: boolean };

/** The scope by the options, else by the environment. */
export function scopeOf(values: Values<typeof SCOPE_OPTIONS>, { env }: Pick<Io, "env">): FolderScope {
  const project = values.project ?? env.PODPASS_PROJECT;
  const environment = values.env ?? env.PODPASS_ENVIRONMENT;
  if (!project) throw new UsageError("say which project: --project or PODPASS_PROJECT");
  if (!environment) throw new UsageError("say which environment: --env or PODPASS_ENVIRONMENT");
  const path = values.path ?? env.PODPASS_PATH ?? "/";
  return { ...projectOf(project), environment, path, isRecursive: values.recursive ?? false };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** No slug looks like an id. */
function projectOf(project: string): { projectId: string } | { projectSlug: string } {
  return UUID.test(project) ? { projectId: project } : { projectSlug: project };
}
