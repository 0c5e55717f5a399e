/** Where the routes are and what is made of them; read by the Vite plugin and by `pnpm run routes` alike. */
export const ROUTER_CONFIG = {
  target: "react",
  routesDirectory: "./src/routes",
  generatedRouteTree: "./src/routeTree.gen.ts",
  addExtensions: true,
  quoteStyle: "double",
  semicolons: true,
} as const;
