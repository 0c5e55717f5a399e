#!/usr/bin/env node
import { runCli } from "./cli.ts";

// Set and not passed to `exit`: what was written is still on its way out.
process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  out: (text) => process.stdout.write(text),
  log: (line) => process.stderr.write(`podpass: ${line}\n`),
});
