#!/usr/bin/env node
import { runCli } from "./cli.ts";
import { EXIT } from "./exit-codes.ts";
import type { Io } from "./io.ts";

const io: Io = {
  env: process.env,
  out: (text) => process.stdout.write(text),
  log: (line) => process.stderr.write(`podpass: ${line}\n`),
};

// Whoever reads may go away, as `head` does. A log that nobody reads ends nothing; what was asked for and did not arrive
// is a failure, told in a line where it is not the reader's own doing.
process.stderr.on("error", () => undefined);
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exitCode = EXIT.failed;
  if (error.code !== "EPIPE") io.log(`the output cannot be written: ${error.code ?? "unknown error"}`);
});

const code = await runCli(process.argv.slice(2), io);
// Set and not passed to `exit`: what was written is still on its way out.
process.exitCode ||= code;
