import { FileUp } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { Controller, useFormContext } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { CertificateList } from "#features/kubernetes-auth/components/certificate-list.tsx";
import type { KubernetesAuthFormInput } from "#features/kubernetes-auth/lib/kubernetes-auth-form.ts";
import { cn } from "#lib/cn.ts";

const MAX_FILE_BYTES = 65_536;

/** PEM by typing, pasting, dropping a file on it or choosing one. */
export function CaCertificateField() {
  const { control, setError } = useFormContext<KubernetesAuthFormInput>();
  const filePicker = useRef<HTMLInputElement>(null);
  const [isDraggedOver, setDraggedOver] = useState(false);

  async function read(file: File | undefined, onChange: (text: string) => void): Promise<void> {
    if (!file) return;
    if (file.size > MAX_FILE_BYTES) {
      setError("caCertificate", { message: `${file.name} is larger than 64 KB: it is no bundle of CA certificates` });
      return;
    }
    onChange(await file.text());
  }

  return (
    <Controller
      control={control}
      name="caCertificate"
      rules={{ deps: ["tokenReviewerJwt"] }}
      render={({ field: { value = "", onChange, onBlur, name, ref }, fieldState }) => (
        <Field
          label="CA Certificate"
          help="The PEM-encoded certificate of the authority that signed the API server's. Without it, the system's authorities are trusted. Paste it or drop a file here."
          error={fieldState.error?.message}
          isOptional
        >
          <Textarea
            ref={ref}
            name={name}
            value={value}
            onChange={onChange}
            onBlur={onBlur}
            onDragOver={(event: DragEvent) => {
              event.preventDefault();
              setDraggedOver(true);
            }}
            onDragLeave={() => setDraggedOver(false)}
            onDrop={(event: DragEvent) => {
              event.preventDefault();
              setDraggedOver(false);
              void read(event.dataTransfer.files[0], onChange);
            }}
            placeholder="-----BEGIN CERTIFICATE-----"
            className={cn("min-h-24! font-mono text-[0.8125rem]", isDraggedOver && "border-accent! bg-accent-soft!")}
          />
          <div className="flex flex-wrap items-start justify-between gap-2">
            <div role="status" className="min-w-0 flex-1">
              <CertificateList pem={value} />
            </div>
            <Button size="sm" onClick={() => filePicker.current?.click()}>
              <FileUp aria-hidden />
              Choose a file
            </Button>
          </div>
          <input
            ref={filePicker}
            type="file"
            hidden
            accept=".pem,.crt,.cer,.txt,application/x-pem-file"
            onChange={(event) => {
              void read(event.target.files?.[0], onChange);
              // The same file can be chosen again.
              event.target.value = "";
            }}
          />
        </Field>
      )}
    />
  );
}
