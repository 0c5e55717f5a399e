import { ForbiddenError, type PodpassClient } from "@podpass/sdk";
import { EXIT, UsageError } from "../exit-codes.ts";
import { replaceFile } from "../files/write-file.ts";
import { FORMATS } from "../formats/formats.ts";
import type { Io } from "../io.ts";
import { CLIENT_OPTIONS, type FolderScope, openClient, parseOptions, SCOPE_OPTIONS, scopeOf } from "../options.ts";
import { readableValues } from "../readable-values.ts";
import { noArguments } from "./no-arguments.ts";

const OPTIONS = {
  ...CLIENT_OPTIONS,
  ...SCOPE_OPTIONS,
  format: { type: "string" },
  output: { type: "string" },
} as const;

/** `podpass secrets get`, `list` and `export`: writes to standard output, or into a file for its owner alone. */
export async function secretsCommand([action, ...args]: string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS);
  const open = async () => ({ client: await openClient(values, io), scope: scopeOf(values, io) });
  const text = await textOf(action, positionals, values.format ?? "dotenv", open);
  if (values.output === undefined) io.out(text);
  else await replaceFile({ path: values.output }, text);
  return EXIT.ok;
}

type Open = () => Promise<{ client: PodpassClient; scope: FolderScope }>;

async function textOf(action: string | undefined, positionals: string[], format: string, open: Open): Promise<string> {
  if (action === "get") return getValue(positionals, open);
  noArguments(positionals);
  if (action === "list") return listNames(open);
  if (action === "export") return exportAll(format, open);
  throw new UsageError("say what to do: podpass secrets get, list or export");
}

async function getValue([name, ...rest]: string[], open: Open): Promise<string> {
  noArguments(rest);
  if (name === undefined) throw new UsageError("say which secret: podpass secrets get NAME");
  const { client, scope } = await open();
  const { value } = await client.secrets.get(scope, name);
  if (value === null) throw new ForbiddenError(`This identity may not read ${name}`, { status: 403 });
  return value.endsWith("\n") ? value : `${value}\n`;
}

async function listNames(open: Open): Promise<string> {
  const { client, scope } = await open();
  const secrets = await client.secrets.list(scope);
  // The folder only where several are asked for.
  const nameOf = ({ path, key }: { path: string; key: string }) =>
    scope.isRecursive ? `${path === "/" ? "" : path}/${key}` : key;
  return secrets.map((secret) => `${nameOf(secret)}\n`).join("");
}

async function exportAll(format: string, open: Open): Promise<string> {
  const write = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (!write) throw new UsageError(`--format must be one of ${Object.keys(FORMATS).join(", ")}`);
  const { client, scope } = await open();
  return write(readableValues(await client.secrets.list(scope)));
}
