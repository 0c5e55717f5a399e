export { type CreateTokenInput, KubeApiServer } from "./kube-api-server.ts";
export { kubernetesAssets } from "./kubernetes-assets.ts";
