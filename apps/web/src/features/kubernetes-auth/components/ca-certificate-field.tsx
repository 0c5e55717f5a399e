import { Controller, useFormContext } from "react-hook-form";
import { ChooseFileButton, FileTextarea } from "#components/file-drop.tsx";
import { Field } from "#components/ui/field.tsx";
import { CertificateList } from "#features/kubernetes-auth/components/certificate-list.tsx";
import type { KubernetesAuthFormInput } from "#features/kubernetes-auth/lib/kubernetes-auth-form.ts";

const MAX_FILE_BYTES = 65_536;

/** PEM by typing, pasting, dropping a file on it or choosing one. */
export function CaCertificateField() {
  const { control, setError } = useFormContext<KubernetesAuthFormInput>();

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
          <FileTextarea
            ref={ref}
            name={name}
            value={value}
            onChange={onChange}
            onBlur={onBlur}
            onFile={(file) => void read(file, onChange)}
            placeholder="-----BEGIN CERTIFICATE-----"
            className="min-h-24!"
          />
          <div className="flex flex-wrap items-start justify-between gap-2">
            <div role="status" className="min-w-0 flex-1">
              <CertificateList pem={value} />
            </div>
            <ChooseFileButton
              size="sm"
              accept=".pem,.crt,.cer,.txt,application/x-pem-file"
              onFile={(file) => void read(file, onChange)}
            />
          </div>
        </Field>
      )}
    />
  );
}
