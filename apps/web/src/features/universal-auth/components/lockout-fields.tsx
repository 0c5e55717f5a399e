import { Controller, useFormContext, useWatch } from "react-hook-form";
import { DurationInput } from "#components/duration-input.tsx";
import { NumberInput } from "#components/number-input.tsx";
import { Field } from "#components/ui/field.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { UniversalAuthForm } from "#features/universal-auth/lib/universal-auth-form.ts";

/** What happens after wrong client secrets. Stands inside a FormProvider of the form. */
export function LockoutFields() {
  const { control, formState } = useFormContext<UniversalAuthForm>();
  const isEnabled = useWatch({ control, name: "isLockoutEnabled" });
  const { errors } = formState;
  return (
    <>
      <Controller
        control={control}
        name="isLockoutEnabled"
        render={({ field: { value, onChange, ...field } }) => (
          <Field
            label="Lockout"
            help="Wrong client secrets in a row lock the client ID for a while, for the right one too."
          >
            <Switch {...field} checked={value ?? true} onCheckedChange={onChange} />
          </Field>
        )}
      />
      {isEnabled && (
        <>
          <Controller
            control={control}
            name="lockoutThreshold"
            render={({ field: { onChange, value = 3, ...field } }) => (
              <Field
                label="Lockout Threshold"
                help="This many wrong client secrets in a row lock it, 1 to 30."
                error={errors.lockoutThreshold?.message}
              >
                <NumberInput {...field} value={value} onValueChange={onChange} />
              </Field>
            )}
          />
          <Controller
            control={control}
            name="lockoutDurationSeconds"
            render={({ field: { onChange, value = 300, ...field } }) => (
              <Field
                label="Lockout Duration"
                help="How long it stays locked, 30s to 1d."
                error={errors.lockoutDurationSeconds?.message}
              >
                <DurationInput {...field} value={value} onValueChange={onChange} />
              </Field>
            )}
          />
          <Controller
            control={control}
            name="lockoutCounterResetSeconds"
            render={({ field: { onChange, value = 30, ...field } }) => (
              <Field
                label="Lockout Counter Reset"
                help="After this long without a wrong client secret the counting begins anew, 5s to 1h."
                error={errors.lockoutCounterResetSeconds?.message}
              >
                <DurationInput {...field} value={value} onValueChange={onChange} />
              </Field>
            )}
          />
        </>
      )}
    </>
  );
}
