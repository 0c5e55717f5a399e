const TURBO = "node_modules/turbo/bin/turbo";
const BIOME = "node_modules/@biomejs/biome/bin/biome";

/**
 * What each root command needs before it (in order, see preparations.mjs) and what it then runs on the pinned Node.
 * @type {Record<string, { needs: Array<keyof typeof import("./preparations.mjs").PREPARATIONS>, run: string[] }>}
 */
export const COMMANDS = {
  "audit:verify": { needs: ["dependencies", "databaseClient"], run: ["apps/api/src/commands/audit-verify.ts"] },
  bench: { needs: ["dependencies", "databaseClient", "dashboard"], run: ["scripts/bench/main.ts"] },
  build: { needs: ["dependencies", "databaseClient"], run: [TURBO, "run", "build"] },
  chaos: { needs: ["dependencies", "databaseClient"], run: ["scripts/chaos/main.ts"] },
  "db:migrate": { needs: ["dependencies", "databaseClient"], run: ["prisma/scripts/author.ts"] },
  demo: { needs: ["dependencies", "databaseClient", "dashboard"], run: ["scripts/demo/main.ts"] },
  dev: { needs: ["dependencies", "databaseClient"], run: ["scripts/dev.ts"] },
  "docs:permissions": {
    needs: ["dependencies", "databaseClient"],
    run: ["scripts/test/main.ts", "vitest", "permissions-document", "--update"],
  },
  e2e: { needs: ["dependencies", "databaseClient"], run: ["scripts/test/main.ts", "e2e"] },
  format: { needs: ["dependencies"], run: [BIOME, "check", "--write"] },
  "keys:rotate": { needs: ["dependencies", "databaseClient"], run: ["apps/api/src/commands/keys-rotate.ts"] },
  serve: { needs: ["everythingBuilt"], run: ["apps/api/src/main.ts"] },
  start: { needs: ["dependencies", "databaseClient", "dashboard"], run: ["apps/api/src/main.ts"] },
  test: { needs: ["dependencies", "databaseClient"], run: ["scripts/test/main.ts", "all"] },
  "user:reset-password": {
    needs: ["dependencies", "databaseClient"],
    run: ["apps/api/src/commands/user.ts", "reset-password"],
  },
  "user:reset-second-factor": {
    needs: ["dependencies", "databaseClient"],
    run: ["apps/api/src/commands/user.ts", "reset-second-factor"],
  },
  "user:unlink": { needs: ["dependencies", "databaseClient"], run: ["apps/api/src/commands/user.ts", "unlink"] },
  "user:unlock": { needs: ["dependencies", "databaseClient"], run: ["apps/api/src/commands/user.ts", "unlock"] },
  verify: { needs: ["dependencies", "databaseClient"], run: ["scripts/test/main.ts", "verify"] },
  "verify:guards": { needs: ["dependencies", "databaseClient"], run: ["scripts/unguarded/main.ts"] },
  "verify:test": { needs: ["dependencies", "databaseClient"], run: ["scripts/test/main.ts", "vitest"] },
};
