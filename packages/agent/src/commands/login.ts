import { EXIT } from "../exit-codes.ts";
import { replaceFile } from "../files/write-file.ts";
import type { Io } from "../io.ts";
import { CLIENT_OPTIONS, openClient, parseOptions } from "../options.ts";
import { noArguments } from "./no-arguments.ts";

/** `podpass login`: writes an access token to standard output, or into a file that only its owner can read. */
export async function loginCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(args, { ...CLIENT_OPTIONS, output: { type: "string" } });
  noArguments(positionals);
  const client = await openClient(values, io);
  const { accessToken } = await client.accessToken();
  if (values.output === undefined) io.out(`${accessToken}\n`);
  else await replaceFile({ path: values.output }, accessToken);
  return EXIT.ok;
}
