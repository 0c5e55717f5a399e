import { resolve } from "node:path";
import type { LoginMethod, PodpassClient } from "@podpass/sdk";
import { type AgentConfig, readConfig, type TemplateConfig } from "../agent/config.ts";
import { keepTemplates, type TemplateGroup, writeTemplates } from "../agent/keep-templates.ts";
import { keepTokenFiles, writeTokenFiles } from "../agent/keep-token-files.ts";
import { EXIT, sentenceOf, UsageError } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import {
  CLIENT_OPTIONS,
  createClient,
  openClient,
  parseOptions,
  readUsageFile,
  SCOPE_OPTIONS,
  scopeOf,
} from "../options.ts";
import { noArguments } from "./no-arguments.ts";

const OPTIONS = {
  ...CLIENT_OPTIONS,
  ...SCOPE_OPTIONS,
  config: { type: "string" },
  template: { type: "string", multiple: true },
  "token-file": { type: "string", multiple: true },
  once: { type: "boolean" },
} as const;

type Options = ReturnType<typeof parseOptions<typeof OPTIONS>>["values"];

/**
 * `podpass agent`: keeps files up to date until SIGTERM or SIGINT, or with `--once` writes them once.
 * @returns the exit code @throws UsageError when there is nothing to write
 */
export async function agentCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS);
  noArguments(positionals);
  const config = withOptions(values.config === undefined ? null : await readConfig(values.config), values);
  if (config.templates.length + config.tokenFiles.length === 0) {
    throw new UsageError("there is nothing to keep: give templates or token files");
  }
  const client = await clientOf(config, values, io);
  const groups = groupsOf(config, values, io);
  if (values.once) {
    if (config.tokenFiles.length > 0) await writeTokenFiles(client, config.tokenFiles, io);
    let code: number = EXIT.ok;
    for (const group of groups) {
      const ofGroup = await writeTemplates(client, group, io);
      code ||= ofGroup;
    }
    return code;
  }
  await keepAll(client, config, groups, io);
  if (config.revokeOnExit || config.tokenFiles.length === 0) {
    await client.revoke().catch((error: unknown) => io.log(`the token could not be revoked: ${sentenceOf(error)}`));
  }
  return EXIT.ok;
}

/** Until SIGTERM or SIGINT. */
async function keepAll(client: PodpassClient, config: AgentConfig, groups: TemplateGroup[], io: Io): Promise<void> {
  const stop = new AbortController();
  const end = () => stop.abort();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, end);
  await Promise.all([
    ...(config.tokenFiles.length > 0 ? [keepTokenFiles(client, config.tokenFiles, io, stop.signal)] : []),
    ...groups.map((group) => keepTemplates(client, group, io, stop.signal)),
  ]);
}

/** Files the command line names come beside those of the configuration. */
function withOptions(config: AgentConfig | null, values: Options): AgentConfig {
  const { tokenFiles = [], templates = [], revokeOnExit = false } = config ?? {};
  const added = (values.template ?? []).map((pair): TemplateConfig => {
    const [source, destination] = pair.split(":");
    if (!source || !destination) throw new UsageError("--template must be SOURCE:DESTINATION");
    return { source: resolve(source), destination: resolve(destination) };
  });
  const addedTokens = (values["token-file"] ?? []).map((path) => ({ path: resolve(path) }));
  return {
    ...config,
    revokeOnExit,
    tokenFiles: [...tokenFiles, ...addedTokens],
    templates: [...templates, ...added],
  };
}

async function clientOf(config: AgentConfig, values: Options, io: Io): Promise<PodpassClient> {
  const url = values.url ?? config.url ?? io.env.PODPASS_URL;
  const caFile = values["ca-file"] ?? config.caFile ?? io.env.PODPASS_CA_FILE;
  if (!config.login) {
    const place = { ...(url === undefined ? {} : { url }), ...(caFile === undefined ? {} : { "ca-file": caFile }) };
    return openClient({ ...values, ...place }, io);
  }
  if (!url) throw new UsageError("say where Podpass is: url, --url or PODPASS_URL");
  return createClient({ url, caFile, login: await loginOf(config.login) });
}

async function loginOf(login: NonNullable<AgentConfig["login"]>): Promise<LoginMethod> {
  if (login.method === "kubernetes") {
    const { identityId, tokenPath } = login;
    return { method: "kubernetes", identityId, ...(tokenPath === undefined ? {} : { tokenPath }) };
  }
  const clientSecret = await readUsageFile(login.clientSecretFile, "the client secret");
  return { method: "universal", clientId: login.clientId, clientSecret: clientSecret.trim() };
}

/** Templates of one scope are filled from one answer. What a template leaves out the configuration says, then options. */
function groupsOf(config: AgentConfig, values: Options, io: Io): TemplateGroup[] {
  const byScope = new Map<string, TemplateGroup>();
  for (const template of config.templates) {
    const said = (name: "project" | "environment" | "path") => template[name] ?? config[name];
    const scope = scopeOf(
      {
        project: said("project") ?? values.project,
        env: said("environment") ?? values.env,
        path: said("path") ?? values.path,
        recursive: template.recursive ?? config.recursive ?? values.recursive,
      },
      io,
    );
    const key = JSON.stringify(scope);
    const group = byScope.get(key) ?? { scope, templates: [] };
    group.templates.push(template);
    byScope.set(key, group);
  }
  return [...byScope.values()];
}
