import { NamespaceName, parseAllowList, type ServiceAccountRef, serviceAccountName } from "@podpass/contracts";
import type { SetupDraft } from "#features/guided-setup/lib/setup-memory.ts";

export const ServiceAccountName = serviceAccountName();

type TypedApplication = Pick<SetupDraft, "applicationName" | "applicationNamespace">;

/** The application's service account as typed; null while a name is missing or none Kubernetes would take. */
export function readApplication(typed: TypedApplication): ServiceAccountRef | null {
  const name = ServiceAccountName.safeParse(typed.applicationName);
  const namespace = NamespaceName.safeParse(typed.applicationNamespace);
  return name.success && namespace.success ? { name: name.data, namespace: namespace.data } : null;
}

/** The names an allow-list gives away when none were typed: its first item without a wildcard. */
export function namesInAllowLists(lists: { allowedNames: string; allowedNamespaces: string }): TypedApplication {
  return {
    applicationName: firstLiteral(lists.allowedNames),
    applicationNamespace: firstLiteral(lists.allowedNamespaces),
  };
}

function firstLiteral(list: string): string {
  return parseAllowList(list).find((item) => /^[a-z0-9.-]+$/.test(item)) ?? "";
}
