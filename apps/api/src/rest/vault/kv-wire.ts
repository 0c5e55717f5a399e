import type { SecretOutput, SecretVersionPage } from "@podpass/contracts";
import { z } from "zod";

const CustomMetadata = z.record(z.string(), z.string()).nullable();

/** A secret of Vault's key-value engine, version 2: a map, and which version of it this is. */
export const KvData = z.object({
  data: z.record(z.string(), z.string()),
  metadata: z.object({
    created_time: z.date(),
    custom_metadata: CustomMetadata,
    deletion_time: z.literal(""),
    destroyed: z.literal(false),
    version: z.int(),
  }),
});

const Version = z.object({ created_time: z.date(), deletion_time: z.literal(""), destroyed: z.literal(false) });

export const KvMetadata = z.object({
  cas_required: z.literal(false),
  created_time: z.date(),
  current_version: z.int(),
  custom_metadata: CustomMetadata,
  delete_version_after: z.literal("0s"),
  max_versions: z.literal(0),
  oldest_version: z.int(),
  updated_time: z.date(),
  versions: z.record(z.string(), Version),
});

function toVersion(createdAt: Date): z.output<typeof Version> {
  return { created_time: createdAt, deletion_time: "", destroyed: false };
}

function toCustomMetadata(metadata: readonly { key: string; value: string }[]): z.output<typeof CustomMetadata> {
  return metadata.length === 0 ? null : Object.fromEntries(metadata.map(({ key, value }) => [key, value]));
}

export function toKvData(
  data: Record<string, string>,
  { version, createdAt, metadata }: { version: number; createdAt: Date; metadata: SecretOutput["metadata"] },
): z.output<typeof KvData> {
  return { data, metadata: { ...toVersion(createdAt), custom_metadata: toCustomMetadata(metadata), version } };
}

/** Newest version first. */
export function toKvMetadata(
  versions: readonly Pick<SecretVersionPage["items"][number], "version" | "createdAt">[],
  metadata: SecretOutput["metadata"],
): z.output<typeof KvMetadata> {
  const [newest, oldest] = [versions[0], versions.at(-1)];
  return {
    cas_required: false,
    created_time: oldest?.createdAt ?? new Date(0),
    current_version: newest?.version ?? 0,
    custom_metadata: toCustomMetadata(metadata),
    delete_version_after: "0s",
    max_versions: 0,
    oldest_version: oldest?.version ?? 0,
    updated_time: newest?.createdAt ?? new Date(0),
    versions: Object.fromEntries(versions.map(({ version, createdAt }) => [String(version), toVersion(createdAt)])),
  };
}
