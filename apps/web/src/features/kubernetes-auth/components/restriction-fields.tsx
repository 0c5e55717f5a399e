import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Controller, useFormContext } from "react-hook-form";
import { DurationInput } from "#components/duration-input.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { KubernetesAuth, KubernetesAuthFormInput } from "#features/kubernetes-auth/lib/kubernetes-auth-form.ts";
import { restrictionsOf } from "#features/kubernetes-auth/lib/restrictions.ts";

/** What else can be asked of a JWT. Folded away until one is used or wrong: most configurations need none. */
export function RestrictionFields({ present }: { present: KubernetesAuth | null }) {
  const { control, register, formState } = useFormContext<KubernetesAuthFormInput>();
  const [isOpened, setOpened] = useState(() => present !== null && restrictionsOf(present).length > 0);
  const { isPodBindingRequired, pinnedServiceAccountUid, maxJwtAgeSeconds } = formState.errors;
  const isWrong = Boolean(isPodBindingRequired || pinnedServiceAccountUid || maxJwtAgeSeconds);
  return (
    <details open={isOpened || isWrong} onToggle={(event) => setOpened(event.currentTarget.open)} className="group">
      <summary className="flex w-fit cursor-pointer list-none items-center gap-1.5 font-medium">
        <ChevronRight aria-hidden className="size-4 text-muted transition-transform group-open:rotate-90" />
        More restrictions
      </summary>
      <div className="mt-4 flex flex-col gap-5">
        <Controller
          control={control}
          name="isPodBindingRequired"
          render={({ field: { value, onChange, onBlur, ref } }) => (
            <Field
              label="Must be bound to a pod"
              help="Lets in only the token mounted into a running pod: it is worth nothing once the pod is gone. Tokens in Secrets and from kubectl create token are refused."
              error={isPodBindingRequired?.message}
            >
              <Switch checked={value ?? false} onCheckedChange={onChange} onBlur={onBlur} ref={ref} />
            </Field>
          )}
        />
        <Field
          label="Pinned Service Account UID"
          help={
            <>
              Lets in only the service account of this UID, not one of the same name that is made later.{" "}
              <code className="font-mono text-ink">
                kubectl get serviceaccount NAME -n NAMESPACE -o=jsonpath='{"{.metadata.uid}"}'
              </code>{" "}
              prints it.
            </>
          }
          error={pinnedServiceAccountUid?.message}
          isOptional
        >
          <Input
            {...register("pinnedServiceAccountUid")}
            placeholder="7a1c9f5e-6f0b-4c53-9c7e-2f7a3b8d4e10"
            spellCheck={false}
            className="font-mono"
          />
        </Field>
        <Controller
          control={control}
          name="maxJwtAgeSeconds"
          render={({ field: { value = 0, onChange, ...field } }) => (
            <Field
              label="Maximum JWT Age"
              help="How long ago a JWT may have been issued, whatever its expiry: API servers may extend a pod's token to a year. The kubelet replaces it after 80% of the lifetime it asked for, an hour by default."
              error={maxJwtAgeSeconds?.message}
            >
              <DurationInput {...field} value={value} onValueChange={onChange} zeroMeaning="any age" />
            </Field>
          )}
        />
      </div>
    </details>
  );
}
