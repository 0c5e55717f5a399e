import { FileUp } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { type FileFormat, guessFormat, MAX_FILE_BYTES } from "#features/secrets/lib/parse-secrets-file.ts";
import { cn } from "#lib/cn.ts";

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
  const filePicker = useRef<HTMLInputElement>(null);
  const [isDraggedOver, setDraggedOver] = useState(false);
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
        <Textarea
          value={text}
          onChange={(event) => onTextChange(event.target.value)}
          onDragOver={(event: DragEvent) => {
            event.preventDefault();
            setDraggedOver(true);
          }}
          onDragLeave={() => setDraggedOver(false)}
          onDrop={(event: DragEvent) => {
            event.preventDefault();
            setDraggedOver(false);
            void read(event.dataTransfer.files[0]);
          }}
          placeholder={"DATABASE_URL=postgres://…\nAPI_KEY='…'"}
          className={cn("min-h-56! font-mono text-[0.8125rem]", isDraggedOver && "border-accent! bg-accent-soft!")}
        />
      </Field>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="w-56">
          <Field label="Format" isButtonControl>
            <Select options={FORMATS} value={format} onValueChange={onFormatChange} />
          </Field>
        </div>
        <Button onClick={() => filePicker.current?.click()}>
          <FileUp aria-hidden />
          Choose a file
        </Button>
        <input
          ref={filePicker}
          type="file"
          aria-label="File with secrets"
          hidden
          accept=".env,.json,.yaml,.yml,.txt,text/plain,application/json,application/yaml"
          onChange={(event) => {
            void read(event.target.files?.[0]);
            // The same file can be chosen again.
            event.target.value = "";
          }}
        />
      </div>
    </>
  );
}
