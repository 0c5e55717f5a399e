export * from "./code/code-sample-input.ts";
export * from "./code-samples.ts";
export * from "./kubectl.ts";
export * from "./podpass-url.ts";
export * from "./reviewer-manifests.ts";
export * from "./try-login-line.ts";
export * from "./workload-manifest.ts";
