import { environmentOfPrograms } from "../environment-of-programs.ts";
import { EXIT, exitCodeOf, sentenceOf, UsageError } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { CLIENT_OPTIONS, openClient, parseOptions, SCOPE_OPTIONS, scopeOf } from "../options.ts";
import { readableValues } from "../readable-values.ts";
import { noArguments } from "./no-arguments.ts";
import { Program } from "./program.ts";

const OPTIONS = {
  ...CLIENT_OPTIONS,
  ...SCOPE_OPTIONS,
  "keep-env": { type: "boolean" },
  watch: { type: "boolean" },
  grace: { type: "string" },
} as const;

const DEFAULT_GRACE_SECONDS = 10;

/**
 * `podpass run`: runs a program with a variable for each readable secret, and restarts it on changes when asked to.
 * @returns the program's own exit code
 */
export async function runCommand(args: string[], io: Io): Promise<number> {
  const end = args.indexOf("--");
  const [command, ...programArgs] = end === -1 ? [] : args.slice(end + 1);
  if (command === undefined) throw new UsageError("say what to run: podpass run -- PROGRAM");
  const { values, positionals } = parseOptions(args.slice(0, end), OPTIONS);
  noArguments(positionals);
  const graceMs = graceOf(values.grace) * 1000;
  const [client, scope] = [await openClient(values, io), scopeOf(values, io)];
  const environmentOf = (secrets: Parameters<typeof readableValues>[0]) =>
    environment(io, readableValues(secrets), values["keep-env"] ?? false);
  const program = new Program(command, programArgs, graceMs, io);
  if (!values.watch) return program.run(environmentOf(await client.secrets.list(scope)));

  const stop = new AbortController();
  const onError = (error: unknown) => io.log(sentenceOf(error));
  const changes = client.watch({ ...scope, signal: stop.signal, onError });
  const first = await changes.next();
  if (first.done) return EXIT.failed;
  const ended = program.run(environmentOf(first.value)).finally(() => stop.abort());
  try {
    for await (const secrets of changes) {
      io.log("a secret changed: starting the program anew");
      program.restart(environmentOf(secrets));
    }
  } catch (error) {
    // The program goes on with what it has.
    io.log(`changes are no longer followed: ${sentenceOf(error)} (${exitCodeOf(error)})`);
  }
  return ended;
}

function environment(io: Io, secrets: ReadonlyMap<string, string>, isGivenKept: boolean) {
  const isVariable = ([name, value]: [string, string]) => !/[=\0]/.test(name) && !value.includes("\0");
  for (const secret of secrets) {
    if (!isVariable(secret)) io.log(`${JSON.stringify(secret[0])} cannot be a variable: left out`);
  }
  const added = Object.fromEntries([...secrets].filter(isVariable));
  const given = environmentOfPrograms(io);
  return isGivenKept ? { ...added, ...given } : { ...given, ...added };
}

function graceOf(given: string | undefined): number {
  const seconds = given === undefined ? DEFAULT_GRACE_SECONDS : Number(given);
  if (!Number.isFinite(seconds) || seconds < 0) throw new UsageError("--grace must be a number of seconds");
  return seconds;
}
