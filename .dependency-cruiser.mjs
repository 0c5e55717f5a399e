// The arrows between packages (docs/architecture.md). `pnpm verify` runs these; scripts/arrows.test.ts proves that each trips.

const TEST = "(?:\\.(?:test|spec)\\.tsx?|/vitest\\.config\\.ts)$";
/** What only tests import, beside them. */
const FOR_TESTS = [
  "^packages/core/src/(authorization/no-way-up|access-token/whole-life|audit/project-retention-tests)/",
  "^apps/api/src/(testing|authorization-walk)/",
  "^packages/agent/src/testing/",
  "^packages/sdk/src/testing/",
];
const OURS = "^(apps|packages|prisma|e2e|scripts)/";

/** Matches an npm package by name, wherever the package manager keeps it and even when it is not installed. */
const npm = (...names) => `(^|node_modules/)(${names.join("|")})(/|$)`;

/** Our packages and what each may import besides itself. Tests, and how they are run, may also use @podpass/testing. */
const ARROWS = [
  { folder: "apps/api", may: ["packages/core", "packages/contracts"] },
  { folder: "apps/web", may: ["packages/contracts"] },
  { folder: "packages/contracts", may: [] },
  { folder: "packages/core", may: ["packages/contracts", "prisma"] },
  { folder: "packages/sdk", may: [] },
  { folder: "packages/agent", may: ["packages/sdk"] },
  { folder: "packages/testing", may: ["packages/core", "packages/contracts", "prisma"] },
  { folder: "prisma", may: [] },
  { folder: "e2e", may: ["packages/testing", "packages/contracts"] },
  { folder: "scripts", may: ["packages/testing", "packages/contracts", "prisma"] },
];

/** The places where an arrow is wider than its package's, each with its own rule below. */
const NARROW_EXCEPTIONS = {
  "apps/web": ["apps/api/src/trpc/router\\.ts$"],
  "apps/api": ["prisma/"],
};

const arrowRules = ARROWS.map(({ folder, may }) => ({
  name: `arrows-of-${folder.replace("/", "-")}`,
  comment: `${folder} imports ${may.join(", ") || "no other package of ours"}; nothing imports an app.`,
  severity: "error",
  from: { path: `^${folder}/`, pathNot: [TEST, ...FOR_TESTS] },
  to: {
    path: OURS,
    pathNot: [folder, ...may, ...(NARROW_EXCEPTIONS[folder] ?? [])].map((path) =>
      path.includes("\\") || path.endsWith("/") ? `^${path}` : `^${path}/`,
    ),
  },
}));

const arrowRulesOfTests = ARROWS.map(({ folder, may }) => ({
  name: `arrows-of-tests-in-${folder.replace("/", "-")}`,
  comment: `Tests in ${folder} may also import @podpass/testing.`,
  severity: "error",
  from: { path: [`^${folder}/.*${TEST}`, ...FOR_TESTS.filter((path) => path.startsWith(`^${folder}/`))] },
  to: {
    path: OURS,
    pathNot: [folder, ...may, "packages/testing", "packages/contracts", "prisma"].map((p) => `^${p}/`),
  },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...arrowRules,
    ...arrowRulesOfTests,
    {
      name: "packages-by-name-only",
      comment: "Another package is reached through its name and its exports, never by a path into its folder.",
      severity: "error",
      from: { path: "^(apps/[^/]+|packages/[^/]+|prisma|e2e|scripts)/" },
      to: { path: OURS, pathNot: "^$1/", dependencyTypes: ["local"] },
    },
    {
      name: "web-takes-only-the-router-type",
      comment: "The dashboard knows the server by `import type { AppRouter }`; no server code may reach the browser.",
      severity: "error",
      from: { path: "^apps/web/" },
      to: { path: "^apps/api/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "api-opens-the-database-in-one-place",
      comment:
        "Only container.ts opens the database, and human-auth.ts hands it to the sign-in library; the rest goes through core.",
      severity: "error",
      from: { path: "^apps/api/", pathNot: ["^apps/api/src/(container|auth/human-auth)\\.ts$", TEST] },
      to: { path: "^prisma/" },
    },
    {
      name: "contracts-stay-browser-safe",
      comment:
        "Contracts are zod schemas, an error catalog and a permission table: zod and @casl/ability, nothing else.",
      severity: "error",
      from: { path: "^packages/contracts/", pathNot: TEST },
      to: { pathNot: ["^packages/contracts/", npm("zod", "@casl/ability")] },
    },
    {
      name: "the-sdk-stands-alone",
      comment: "The client of other people's programs brings nothing with it: Node's own modules, nothing else.",
      severity: "error",
      from: { path: "^packages/sdk/", pathNot: [TEST, ...FOR_TESTS] },
      to: { pathNot: "^packages/sdk/", dependencyTypesNot: ["core"] },
    },
    {
      name: "core-knows-no-transport",
      comment: "The same use-cases serve REST, tRPC and tests: no web framework, no router, no UI in core.",
      severity: "error",
      from: { path: "^packages/core/" },
      to: {
        path: npm("fastify", "fastify-[^/]+", "@fastify/[^/]+", "@trpc/[^/]+", "react", "react-dom", "better-auth"),
      },
    },
    {
      name: "only-repositories-know-the-database",
      comment:
        "In core, repositories (*.repository.ts, *.statements.ts) and store.ts are the only files that know Prisma.",
      severity: "error",
      from: { path: "^packages/core/", pathNot: ["\\.(repository|statements)\\.ts$", "/store\\.ts$", TEST] },
      to: { path: ["^prisma/", npm("@prisma/[^/]+", "pg", "@electric-sql/[^/]+")] },
    },
    {
      name: "features-stand-alone",
      comment: "What two features of the dashboard need lives in components/, hooks/ or lib/.",
      severity: "error",
      from: { path: "^apps/web/src/features/([^/]+)/" },
      to: { path: "^apps/web/src/features/", pathNot: "^apps/web/src/features/$1/" },
    },
    {
      name: "shared-ui-knows-no-feature",
      comment: "components/ and lib/ are used by features, never the other way round.",
      severity: "error",
      from: { path: "^apps/web/src/(components|lib)/" },
      to: { path: "^apps/web/src/(features|routes)/" },
    },
    {
      name: "no-tests-in-products",
      comment: "Code that ships imports no test.",
      severity: "error",
      from: { pathNot: [TEST, ...FOR_TESTS] },
      to: { path: [TEST, ...FOR_TESTS] },
    },
    {
      name: "no-cycles",
      comment: "A cycle of values makes the order of loading matter; types may refer to each other.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "resolvable",
      comment: "An import nothing answers to: a typo, an undeclared dependency or a path a package does not export.",
      severity: "error",
      from: {},
      to: {
        couldNotResolve: true,
        pathNot: ["routeTree\\.gen", "/generated/", "\\.css(\\?|$)", "\\?(url|raw|inline)$"],
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["/dist/", "/generated/", "routeTree\\.gen\\.ts$"] },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["types", "import", "node", "default"],
      extensions: [".ts", ".tsx", ".mts", ".js", ".mjs", ".json"],
    },
  },
};
