import { useState } from "react";
import { ChooseFileButton, FileTextarea } from "#components/file-drop.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { type FileFormat, guessFormat, MAX_FILE_BYTES } from "#features/secrets/lib/parse-secrets-file.ts";

export type ChosenFormat = FileFormat | "auto";

const FORMATS: readonly { value: ChosenFormat; label: string }[] = [
  { value: "auto", label: "Found out by itself" },
  { value: "env", label: ".env" },
  { value: "json", label: "JSON" },
  { value: "yaml", label: "YAML" },
];

interface SecretsTextFieldProps {
  text: string;
  onTextChange: (text: string) => void;
  format: ChosenFormat;
  onFormatChange: (format: ChosenFormat) => void;
}

/** Keys and values by typing, pasting, dropping a file or choosing one. */
export function SecretsTextField({ text, onTextChange, format, onFormatChange }: SecretsTextFieldProps) {
  const [problem, setProblem] = useState<string>();

  async function read(file: File | undefined): Promise<void> {
    if (!file) return;
    if (file.size > MAX_FILE_BYTES) {
      setProblem(`${file.name} is larger than 512 KB. Split it up.`);
      return;
    }
    setProblem(undefined);
    const content = await file.text();
    onTextChange(content);
    onFormatChange(guessFormat(content, file.name));
  }

  return (
    <>
      <Field
        label="Secrets"
        help="A .env file, or JSON or YAML that is one object of keys and values. Paste it, or drop a file here."
        error={problem}
      >
        <FileTextarea
          value={text}
          onChange={(event) => onTextChange(event.target.value)}
          onFile={(file) => void read(file)}
          placeholder={"DATABASE_URL=postgres://…\nAPI_KEY='…'"}
          className="min-h-56!"
        />
      </Field>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="w-56">
          <Field label="Format" isButtonControl>
            <Select options={FORMATS} value={format} onValueChange={onFormatChange} />
          </Field>
        </div>
        <ChooseFileButton
          accept=".env,.json,.yaml,.yml,.txt,text/plain,application/json,application/yaml"
          onFile={(file) => void read(file)}
        />
      </div>
    </>
  );
}
