import type { ServiceAccountRef } from "../kubernetes-names.ts";

export interface TryLoginInput {
  /** An output of `PodpassUrl`. */
  url: string;
  identityId: string;
  application: ServiceAccountRef;
  audience: string;
}

/**
 * A login without a pod, for whoever may create tokens in the cluster: prints the status alone, and the access token
 * nowhere.
 */
export function tryLoginLine({ url, identityId, application, audience }: TryLoginInput): string {
  const audienceFlag = audience === "" ? "" : ` --audience ${shellString(audience)}`;
  const createToken = `kubectl create token ${application.name} -n ${application.namespace}${audienceFlag}`;
  return `curl -sS -o /dev/null -w '%{http_code}\\n' ${url}/api/v1/auth/kubernetes-auth/login \\
  -d identityId=${identityId} --data-urlencode "jwt=$(${createToken})"`;
}

/** POSIX: between single quotes nothing has a meaning but the quote itself. */
function shellString(text: string): string {
  return /^[a-z0-9.:/-]+$/i.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
