import { Generator, getConfig } from "@tanstack/router-generator";
import { ROUTER_CONFIG } from "./router.config.ts";

/** Writes src/routeTree.gen.ts, which type checking needs and a build would write as well. */
const root = import.meta.dirname;
await new Generator({ config: getConfig({ ...ROUTER_CONFIG, disableLogging: true }, root), root }).run();
