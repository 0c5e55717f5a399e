import type { PodpassClient, Secret } from "@podpass/sdk";
import { EXIT, exitCodeOf, sentenceOf } from "../exit-codes.ts";
import { replaceFile } from "../files/write-file.ts";
import type { Io } from "../io.ts";
import { type FolderScope, readUsageFile } from "../options.ts";
import { readableValues } from "../readable-values.ts";
import type { TemplateConfig } from "./config.ts";
import { runHook } from "./run-hook.ts";
import { parseTemplate, type Template } from "./template.ts";
import { untilStopped } from "./until-stopped.ts";

/** The files that are made of the secrets of one scope. */
export interface TemplateGroup {
  scope: FolderScope;
  templates: TemplateConfig[];
}

/**
 * Writes the files of a group once. One that cannot be written is logged and holds up no other.
 * @returns the exit code: that of the first failure @throws PodpassError when the secrets cannot be read
 */
export async function writeTemplates(
  client: PodpassClient,
  { scope, templates }: TemplateGroup,
  io: Io,
): Promise<number> {
  const secrets = await client.secrets.list(scope);
  let code: number = EXIT.ok;
  for (const template of templates) {
    await writeTemplate(template, secrets, io).catch((error: unknown) => {
      io.log(failureOf(template, error));
      code ||= exitCodeOf(error);
    });
  }
  return code;
}

/** Keeps the files of a group up to date until the signal; what goes wrong is logged, and the last good files stay. */
export async function keepTemplates(
  client: PodpassClient,
  { scope, templates }: TemplateGroup,
  io: Io,
  signal: AbortSignal,
): Promise<void> {
  const onError = (error: unknown) => io.log(`the last good files stay: ${sentenceOf(error)}`);
  await untilStopped(signal, onError, async () => {
    for await (const secrets of client.watch({ ...scope, signal, onError })) {
      for (const template of templates) {
        await writeTemplate(template, secrets, io).catch((error: unknown) => {
          io.log(failureOf(template, error));
        });
      }
    }
  });
}

function failureOf({ destination }: TemplateConfig, error: unknown): string {
  return `${destination}: ${sentenceOf(error)}`;
}

async function writeTemplate(config: TemplateConfig, secrets: readonly Secret[], io: Io): Promise<void> {
  const template = await read(config);
  const { destination: path, mode, owner, exec } = config;
  const isChanged = await replaceFile({ path, mode, owner }, template.render(readableValues(secrets)));
  if (!isChanged) return;
  io.log(`${path}: written`);
  if (exec) await runHook(exec, io);
}

/** Read anew each time: a mounted template may be replaced. */
async function read({ source, content = "" }: TemplateConfig): Promise<Template> {
  return parseTemplate(source === undefined ? content : await readUsageFile(source, "the template"));
}
