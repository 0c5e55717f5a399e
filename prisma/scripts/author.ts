import { authorMigration } from "../src/author-migration.ts";

const [name] = process.argv.slice(2);
if (!name) {
  console.error("Usage: pnpm --filter @podpass/prisma run author NAME");
  process.exit(2);
}
const file = await authorMigration(name, new Date());
console.log(file ? `Wrote ${file}. Read it before you commit it.` : "schema.prisma and the migrations agree.");
