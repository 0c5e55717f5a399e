import { CreateSecretInput, type ResourceAttributes } from "@podpass/contracts";
import type { UseCaseContext } from "../../index.ts";
import * as core from "../../index.ts";
import { pick } from "./pick.ts";

/** Where the secrets are that must stay out of reach, and how rules may speak of them. */
export const PLACES = [
  { environment: "dev", secretPath: "/", tag: null },
  { environment: "dev", secretPath: "/open", tag: "public" },
  { environment: "dev", secretPath: "/closed", tag: "hidden" },
  { environment: "prod", secretPath: "/", tag: null },
  { environment: "prod", secretPath: "/open", tag: "hidden" },
  { environment: "prod", secretPath: "/closed", tag: null },
] as const;
export const TAGS = ["public", "hidden"] as const;
/** What folders are renamed to, and namespaces that pods are in. */
export const NAMES = ["open", "closed", "other"] as const;

interface Places {
  folders: string[];
  tags: string[];
  /** The secrets by id, as they are at the beginning. */
  secrets: Map<string, ResourceAttributes>;
}

/** Makes one secret in each place; its value names its key. */
export async function makeSecrets(admin: UseCaseContext, projectId: string): Promise<Places> {
  const [tags, folders, secrets]: [string[], string[], Places["secrets"]] = [[], [], new Map()];
  for (const slug of TAGS) tags.push((await core.createTag(admin, { projectId, slug, color: "" })).id);
  for (const environment of ["dev", "prod"]) {
    for (const name of ["open", "closed"]) {
      const input = { projectId, environment, secretPath: "/", name, description: "" };
      folders.push((await core.createFolder(admin, input)).id);
    }
  }
  for (const [index, { environment, secretPath, tag }] of PLACES.entries()) {
    const key = `KEY_${index}`;
    const tagIds = tag === null ? [] : [pick(tags, TAGS.indexOf(tag))];
    const input = { projectId, environment, secretPath, key, value: plantedValue(key), tagIds };
    const { id } = await core.createSecret(admin, CreateSecretInput.parse(input));
    secrets.set(id, { environment, secretPath, secretName: key, secretTags: tag === null ? [] : [tag] });
  }
  return { folders, tags, secrets };
}

/** The value of the secret that is called so at the beginning; none is a part of another. */
export function plantedValue(key: string): string {
  return `value of ${key}.`;
}
