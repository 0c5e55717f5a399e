import { isAbsolute } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { UsageError } from "../exit-codes.ts";
import { readUsageFile } from "../options.ts";

const File = z.string().refine(isAbsolute, "must be an absolute path");
const Mode = z
  .string()
  .regex(/^0?[0-7]{3}$/, 'must be three octal digits in quotes, for example "0640"')
  .transform((text) => Number.parseInt(text, 8));
const Owner = z
  .string()
  .regex(/^\d+:\d+$/, 'must be "uid:gid" in numbers')
  .transform((text) => {
    const [uid = 0, gid = 0] = text.split(":").map(Number);
    return { uid, gid };
  });
const Target = { mode: Mode.optional(), owner: Owner.optional() };

const Scope = {
  project: z.string().min(1).optional(),
  environment: z.string().min(1).optional(),
  path: z.string().min(1).optional(),
  recursive: z.boolean().optional(),
};

const Login = z.discriminatedUnion("method", [
  z.strictObject({ method: z.literal("kubernetes"), identityId: z.string().min(1), tokenPath: File.optional() }),
  z.strictObject({ method: z.literal("universal"), clientId: z.string().min(1), clientSecretFile: File }),
]);

const TemplateEntry = z
  .strictObject({
    ...Scope,
    ...Target,
    source: File.optional(),
    content: z.string().optional(),
    destination: File,
    exec: z
      .strictObject({
        command: z.array(z.string()).min(1),
        timeoutSeconds: z.number().positive().max(3600).default(30),
      })
      .optional(),
  })
  .refine(({ source, content }) => (source === undefined) !== (content === undefined), {
    path: ["source"],
    message: "either source or content must be given",
  });

/** The agent's configuration file. It names no secret: what logs it in is a mounted token, or a file. */
export const AgentConfig = z.strictObject({
  ...Scope,
  url: z.string().optional(),
  caFile: File.optional(),
  login: Login.optional(),
  tokenFiles: z.array(z.strictObject({ path: File, ...Target })).default([]),
  templates: z.array(TemplateEntry).default([]),
  /** Whether the agent revokes its token when it ends: everybody who read it from a file loses it too. */
  revokeOnExit: z.boolean().default(false),
});
export type AgentConfig = z.output<typeof AgentConfig>;
export type TemplateConfig = z.output<typeof TemplateEntry>;

/** @throws UsageError that names the first field that breaks a rule. */
export async function readConfig(path: string): Promise<AgentConfig> {
  const text = await readUsageFile(path, "the configuration");
  return parseConfig(text);
}

/** Reads YAML as the configuration. @throws UsageError that names the first field that breaks a rule, and no value. */
export function parseConfig(text: string): AgentConfig {
  const result = AgentConfig.safeParse(parseYaml(text) ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new UsageError(`configuration: ${issue?.path.join(".") || "file"}: ${issue?.message ?? "is invalid"}`);
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { prettyErrors: false });
  } catch {
    throw new UsageError("configuration: file: must be YAML");
  }
}
