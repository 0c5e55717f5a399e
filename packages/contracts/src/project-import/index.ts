export * from "./document-content.ts";
export * from "./part.ts";
export * from "./plan-import.ts";
export * from "./split-content.ts";
