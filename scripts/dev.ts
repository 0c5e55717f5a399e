// `npm run dev`: the API, restarted when its code changes, beside the dashboard's development server. Ends both when
// either ends.
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const web = join(root, "apps", "web");

const servers: ChildProcess[] = [
  spawn(process.execPath, ["--watch", "--watch-preserve-output", "apps/api/src/main.ts"], {
    cwd: root,
    stdio: "inherit",
  }),
  spawn(process.execPath, [join(web, "node_modules", "vite", "bin", "vite.js")], { cwd: web, stdio: "inherit" }),
];

function stopAll(): void {
  for (const server of servers) server.kill("SIGTERM");
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stopAll);
for (const server of servers) {
  server.once("exit", (code) => {
    process.exitCode ||= code ?? 0;
    stopAll();
  });
}
