import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";

// Neither TypeScript without the DOM library nor @types/node declares it; this much is used here.
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

type Bindings = typeof import("@prisma/schema-engine-wasm/schema_engine_bg");

/**
 * Prisma's schema engine over a driver adapter, as WebAssembly: nothing is downloaded and no binary is run. Call `free()`
 * when done. `schema` is needed only by commands that compare with it.
 */
export async function createSchemaEngine(
  adapterFactory: SqlMigrationAwareDriverAdapterFactory,
  schema?: { path: string; content: string },
): Promise<SchemaEngine> {
  const { SchemaEngine } = await loadBindings();
  const datamodels = schema ? ([[schema.path, schema.content]] satisfies [string, string][]) : undefined;
  return SchemaEngine.new({ datamodels }, ignoreLog, bindMigrationAwareSqlAdapterFactory(adapterFactory));
}

// The engine logs what it also returns or throws.
function ignoreLog(): void {}

let bindings: Promise<Bindings> | undefined;

function loadBindings(): Promise<Bindings> {
  bindings ??= instantiate();
  return bindings;
}

// The package's own entry imports the .wasm as a module, which Node does not do without a flag.
async function instantiate(): Promise<Bindings> {
  const glue: Bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  // Not import.meta.resolve, which Vitest's global setup does without.
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const { instance } = await WebAssembly.instantiate(
    await readFile(path.join(path.dirname(entry), "schema_engine_bg.wasm")),
    {
      "./schema_engine_bg.js": { ...glue },
    },
  );
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start !== "function") throw new Error("The schema engine's WebAssembly module has no start function.");
  start();
  return glue;
}
