import tailwindcss from "@tailwindcss/vite";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compressAssets } from "./compress-assets.ts";
import { ROUTER_CONFIG } from "./router.config.ts";

/**
 * What every page needs goes into two files instead of fifty: they compress better and change less often. The first one
 * that runs sets zod up, before the other makes a schema.
 */
const CHUNKS = [
  {
    name: "framework",
    test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack\/(?!table|react-table)[^/]+|@trpc\/[^/]+|zod|@casl\/[^/]+|@ucast\/[^/]+)\/|apps\/web\/src\/lib\/zod-config\.ts/,
  },
  {
    name: "kit",
    test: /node_modules\/(@base-ui\/react\/(menu|tooltip|button)|@floating-ui\/[^/]+|clsx|class-variance-authority)\/|packages\/contracts\/src\/(permissions|errors)\/|apps\/web\/src\/components\/ui\/(button|dropdown-menu|tooltip)\.tsx/,
  },
];

export default defineConfig({
  plugins: [tanstackRouter({ ...ROUTER_CONFIG, autoCodeSplitting: true }), react(), tailwindcss(), compressAssets()],
  build: {
    // Inlined assets are data: URLs, which the server's content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
});
