/** What names a service account in a cluster. */
export interface ServiceAccountName {
  namespace: string;
  name: string;
}

/** `uid` changes when an account of the same name is deleted and made again. */
export interface ServiceAccount extends ServiceAccountName {
  uid: string;
}

/** The user name under which a service account appears in reviews and RBAC messages. */
export function serviceAccountUsername({ namespace, name }: ServiceAccountName): string {
  return `system:serviceaccount:${namespace}:${name}`;
}
