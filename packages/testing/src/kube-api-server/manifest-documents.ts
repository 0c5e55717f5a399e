import { parseAllDocuments } from "yaml";
import { z } from "zod";

/** Where objects of each kind live; namespaced ones in the folder of their namespace. */
const COLLECTIONS: Record<string, string> = {
  "v1/ServiceAccount": "/api/v1/namespaces/NAMESPACE/serviceaccounts",
  "v1/Secret": "/api/v1/namespaces/NAMESPACE/secrets",
  "apps/v1/Deployment": "/apis/apps/v1/namespaces/NAMESPACE/deployments",
  "rbac.authorization.k8s.io/v1/ClusterRoleBinding": "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
};

const ManifestObject = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.object({ name: z.string(), namespace: z.string().default("default") }),
  subjects: z.array(z.object({ kind: z.string(), name: z.string(), namespace: z.string() })).default([]),
});

/** One document of a manifest: its text as written, and what is needed to send it. */
export interface ManifestDocument {
  yaml: string;
  path: string;
  kind: string;
  subjects: { name: string; namespace: string }[];
}

/** @throws Error for what is not an object of Kubernetes, and for a kind whose path is not known here. */
export function manifestDocuments(manifest: string): ManifestDocument[] {
  return parseAllDocuments(manifest).map((document) => {
    const { apiVersion, kind, metadata, subjects } = ManifestObject.parse(document.toJS());
    const collection = COLLECTIONS[`${apiVersion}/${kind}`];
    if (!collection) throw new Error(`No manifest of ${apiVersion}/${kind} has been applied before`);
    const path = `${collection.replace("NAMESPACE", metadata.namespace)}/${metadata.name}`;
    return { yaml: manifest.slice(...contentRange(document.range)), path, kind, subjects };
  });
}

function contentRange(range: readonly number[] | null | undefined): [number, number] {
  return [range?.[0] ?? 0, range?.[1] ?? 0];
}
