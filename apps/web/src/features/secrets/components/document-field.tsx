import type { ProjectExport } from "@podpass/contracts";
import { useState } from "react";
import { ChooseFileButton, FileDrop } from "#components/file-drop.tsx";
import { FormError } from "#components/form-error.tsx";
import { MAX_DOCUMENT_BYTES, readProjectDocument } from "#features/secrets/lib/read-project-document.ts";
import type { ErrorDescription } from "#lib/errors.ts";

interface DocumentFieldProps {
  /** Why the last document could not be looked at. */
  error: ErrorDescription | null;
  onDocument: (document: ProjectExport) => void;
}

/** The file of an export, dropped or chosen; what is wrong with it is told by field and rule. */
export function DocumentField({ error, onDocument }: DocumentFieldProps) {
  const [problems, setProblems] = useState<readonly string[]>([]);

  async function read(file: File | undefined): Promise<void> {
    if (!file) return;
    if (file.size > MAX_DOCUMENT_BYTES) {
      setProblems([`${file.name} is larger than 100 MB. Export the project environment by environment.`]);
      return;
    }
    const answer = readProjectDocument(await file.text());
    if ("problems" in answer) setProblems(answer.problems);
    else onDocument(answer.document);
  }

  return (
    <>
      <FileDrop label="Document" onFile={(file) => void read(file)}>
        <p className="text-muted">
          Drop the JSON document here that “Export” has written of an environment or a whole project.
        </p>
        <ChooseFileButton accept=".json,application/json" onFile={(file) => void read(file)} />
      </FileDrop>
      {problems.length > 0 && (
        <div role="alert" className="rounded-sm bg-bad-soft px-3 py-2 text-bad">
          <ul className="flex flex-col gap-1 break-words">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
      <FormError error={error} />
    </>
  );
}
