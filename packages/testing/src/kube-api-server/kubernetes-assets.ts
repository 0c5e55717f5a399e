import { accessSync, constants } from "node:fs";
import { join } from "node:path";

/**
 * The folder that KUBEBUILDER_ASSETS names, controller-runtime's convention for a real API server in tests, or
 * undefined when the variable is unset or empty.
 * @throws Error when it is set but `etcd` or `kube-apiserver` is missing there: tests that were asked for must not be
 * skipped in silence.
 */
export function kubernetesAssets(): string | undefined {
  const folder = process.env.KUBEBUILDER_ASSETS;
  if (!folder) return undefined;
  for (const binary of ["etcd", "kube-apiserver"]) {
    try {
      accessSync(join(folder, binary), constants.X_OK);
    } catch {
      throw new Error(`KUBEBUILDER_ASSETS is ${folder}, which has no executable ${binary}`);
    }
  }
  return folder;
}
