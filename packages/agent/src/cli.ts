import { readFile } from "node:fs/promises";
import { z } from "zod";
import { agentCommand } from "./commands/agent.ts";
import { loginCommand } from "./commands/login.ts";
import { runCommand } from "./commands/run.ts";
import { secretsCommand } from "./commands/secrets.ts";
import { EXIT, exitCodeOf, sentenceOf, UsageError } from "./exit-codes.ts";
import { HELP, type HelpTopic } from "./help.ts";
import type { Io } from "./io.ts";

type Command = (args: string[], io: Io) => Promise<number>;

const COMMANDS: Record<Exclude<HelpTopic, "podpass">, Command> = {
  login: loginCommand,
  secrets: secretsCommand,
  run: runCommand,
  agent: agentCommand,
};

/** Runs one command to its end. @returns the exit code */
export async function runCli([name, ...args]: string[], io: Io): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    io.out(HELP.podpass);
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  if (name === "--version" || name === "version") {
    io.out(`podpass ${await ownVersion()}\n`);
    return EXIT.ok;
  }
  try {
    if (!isCommand(name)) throw new UsageError("there is no such command; `podpass --help` lists them");
    if (asksForHelp(args)) {
      io.out(HELP[name]);
      return EXIT.ok;
    }
    return await COMMANDS[name](args, io);
  } catch (error) {
    io.log(sentenceOf(error));
    return exitCodeOf(error);
  }
}

const Manifest = z.object({ version: z.string() });

async function ownVersion(): Promise<string> {
  const text = await readFile(new URL("../package.json", import.meta.url), "utf8");
  return Manifest.parse(JSON.parse(text)).version;
}

function isCommand(name: string): name is keyof typeof COMMANDS {
  return Object.hasOwn(COMMANDS, name);
}

/** Behind `--` is another program's. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  const own = end === -1 ? args : args.slice(0, end);
  return own.includes("--help") || own.includes("-h");
}
