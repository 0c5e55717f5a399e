import type { AnswerReader } from "../read-answer.ts";

/** Where secrets live. A project is named by its id, or by its slug. */
export type SecretScope = ({ projectId: string } | { projectSlug: string }) & {
  /** Slug of the environment. */
  environment: string;
  /** Folder; default: the root. */
  path?: string;
};

export type ListSecretsOptions = SecretScope & {
  /** Whether the secrets of all folders below are wanted too. Default: no. */
  isRecursive?: boolean;
  signal?: AbortSignal;
};

export interface Secret {
  id: string;
  key: string;
  /** Null when the caller may know of the secret and not read it. */
  value: string | null;
  comment: string;
  environment: string;
  path: string;
  version: number;
  tags: string[];
  metadata: { key: string; value: string }[];
  createdAt: Date;
  updatedAt: Date;
}

export interface CreateSecret {
  value: string;
  comment?: string;
  metadata?: { key: string; value: string }[];
}

/** What is left out stays as it is. */
export interface UpdateSecret {
  value?: string;
  comment?: string;
  newKey?: string;
  metadata?: { key: string; value: string }[];
}

/** @throws PodpassError that names the member which is not as the API describes it. */
export function readSecret(answer: AnswerReader): Secret {
  return {
    id: answer.text("id"),
    key: answer.text("secretKey"),
    value: answer.flag("secretValueHidden") ? null : answer.text("secretValue"),
    comment: answer.text("secretComment"),
    environment: answer.text("environment"),
    path: answer.text("secretPath"),
    version: answer.number("version"),
    tags: answer.objects("tags").map((tag) => tag.text("slug")),
    metadata: answer.objects("secretMetadata").map((pair) => ({ key: pair.text("key"), value: pair.text("value") })),
    createdAt: answer.date("createdAt"),
    updatedAt: answer.date("updatedAt"),
  };
}

/** The names the API has for where secrets live. */
export function scopeParameters(scope: SecretScope): Record<string, string> {
  const where = { environment: scope.environment, secretPath: scope.path ?? "/" };
  return "projectId" in scope ? { projectId: scope.projectId, ...where } : { projectSlug: scope.projectSlug, ...where };
}

/** The names the API has for what a secret holds. */
export function contentParameters({ value, comment, metadata, newKey }: UpdateSecret): Record<string, unknown> {
  return {
    ...(value === undefined ? {} : { secretValue: value }),
    ...(comment === undefined ? {} : { secretComment: comment }),
    ...(metadata === undefined ? {} : { secretMetadata: metadata }),
    ...(newKey === undefined ? {} : { newSecretName: newKey }),
  };
}
