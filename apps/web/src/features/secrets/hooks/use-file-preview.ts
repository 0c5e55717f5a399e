import { type FileProblem, MAX_SECRETS_OF_BATCH } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type PreviewRow, previewRows } from "#features/secrets/lib/file-preview.ts";
import {
  type FileFormat,
  guessFormat,
  MAX_FILE_BYTES,
  parseSecretsFile,
} from "#features/secrets/lib/parse-secrets-file.ts";
import type { SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { useProjectCan } from "#lib/can.ts";
import { describeError, type ErrorDescription } from "#lib/errors.ts";
import { trpc } from "#lib/trpc.ts";

export interface FilePreview {
  rows: PreviewRow[];
  problems: FileProblem[];
}

/** Reads a text and asks the server what writing it would mean. Its values are in memory only while the sheet is open. */
export function useFilePreview(place: SecretPlace) {
  const can = useProjectCan(place.projectId);
  const request = useMutation(trpc.secret.preview.mutationOptions({ gcTime: 0 }));
  const [preview, setPreview] = useState<FilePreview | null>(null);
  const [error, setError] = useState<ErrorDescription | null>(null);

  function mayWrite(key: string, state: PreviewRow["state"]): boolean {
    const resource = { environment: place.environment, secretPath: place.secretPath, secretName: key, secretTags: [] };
    return can(state === "new" ? "secrets:create" : "secrets:edit", resource);
  }

  async function show(text: string, format: FileFormat | "auto"): Promise<void> {
    setError(null);
    if (new TextEncoder().encode(text).length > MAX_FILE_BYTES) {
      setError({ message: "The text is larger than 512 KB. Split it up.", issues: [] });
      return;
    }
    const { entries, problems } = await parseSecretsFile(text, format === "auto" ? guessFormat(text) : format);
    if (entries.length > MAX_SECRETS_OF_BATCH) {
      setError({ message: `These are more than ${MAX_SECRETS_OF_BATCH} secrets. Split them up.`, issues: [] });
      return;
    }
    if (entries.length === 0) {
      setPreview({ rows: [], problems });
      return;
    }
    try {
      const secrets = entries.map(({ key, value }) => ({ key, value }));
      const { items } = await request.mutateAsync({ ...place, secrets });
      request.reset();
      setPreview({ rows: previewRows(entries, items, mayWrite), problems });
    } catch (cause) {
      setError(describeError(cause));
    }
  }

  return { preview, error, isPending: request.isPending, show, goBack: () => setPreview(null), setError };
}
