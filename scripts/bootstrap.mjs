// Entry of every root command (`npm run NAME`, `pnpm NAME`). Makes sure of what the command needs, then runs it on the
// pinned Node. Plain JavaScript without dependencies: it is all that runs on whatever Node the machine has (20 or newer).
import { COMMANDS } from "./bootstrap/commands.mjs";
import { PREPARATIONS, Unprepared } from "./bootstrap/preparations.mjs";
import { runToEnd } from "./bootstrap/processes.mjs";
import { pinnedNode } from "./bootstrap/workspace.mjs";

// `npm run NAME -- x` hands over x, `pnpm NAME -- x` hands over -- as well.
const [name, ...args] = process.argv.slice(2).filter((argument, index) => argument !== "--" || index !== 1);
const command = COMMANDS[name];

if (!command) {
  console.error(
    `Usage: npm run <command>\n\n${Object.keys(COMMANDS)
      .map((known) => `  ${known}`)
      .join("\n")}`,
  );
  process.exit(2);
}

try {
  for (const preparation of command.needs) await PREPARATIONS[preparation]();
  process.exitCode = await runToEnd(pinnedNode, [...command.run, ...args]);
} catch (error) {
  if (!(error instanceof Unprepared)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
