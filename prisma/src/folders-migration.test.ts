import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { expect, it } from "vitest";
import { createEmbeddedPool } from "./embedded.ts";
import { applyMigrations } from "./migrate.ts";
import { migrationsDir, readMigrationFiles } from "./migration-files.ts";

const MIGRATION = "20261125103900_folders_and_whole_secrets";

/** A database of before folders: two environments, and a secret of one name in each. */
const BEFORE = `
  INSERT INTO organizations VALUES ('00000000-0000-4000-8000-000000000001', 'o', 'o', now(), now());
  INSERT INTO projects (id, organization_id, name, slug, description, created_at, updated_at)
    SELECT id, id, 'p', 'p', '', now(), now() FROM organizations;
  INSERT INTO environments
    SELECT gen_random_uuid(), id, e, e, 1, now(), now() FROM projects, unnest(ARRAY['dev', 'prod']) AS e;
  INSERT INTO secrets
    SELECT gen_random_uuid(), id, 'KEY', slug::bytea, '', slug = 'prod', 2, now(), now() FROM environments;
  INSERT INTO secret_versions
    SELECT gen_random_uuid(), id, 2, key, encrypted_value, '', 'user', 'u', now() FROM secrets;`;

it("the migration to folders moves every secret, as it is, into the root of its environment", async () => {
  const directory = await mkdtemp(path.join(tmpdir(), "podpass-migrations-"));
  const engine = await PGlite.create("memory://");
  const pool = createEmbeddedPool(engine);
  try {
    for (const { name } of await readMigrationFiles()) {
      if (name < MIGRATION) await cp(path.join(migrationsDir, name), path.join(directory, name), { recursive: true });
    }
    await applyMigrations(pool, directory);
    await pool.query(BEFORE);
    expect(await applyMigrations(pool)).toContain(MIGRATION);
    const { rows } = await pool.query(`
      SELECT e.slug, f.path, s.key, convert_from(s.encrypted_value, 'UTF8') AS value, v.skip_multiline_encoding AS skip
      FROM secrets s JOIN folders f ON f.id = s.folder_id JOIN environments e ON e.id = f.environment_id
      JOIN secret_versions v ON v.secret_id = s.id ORDER BY e.slug`);
    expect(rows).toEqual([
      { slug: "dev", path: "/", key: "KEY", value: "dev", skip: false },
      { slug: "prod", path: "/", key: "KEY", value: "prod", skip: true },
    ]);
  } finally {
    await pool.end();
    await engine.close();
    await rm(directory, { recursive: true });
  }
});
