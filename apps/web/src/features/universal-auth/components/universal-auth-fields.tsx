import { Controller, useFormContext } from "react-hook-form";
import { AccessTokenPolicyFields } from "#components/access-token-policy/policy-fields.tsx";
import { TrustedIpsField } from "#components/access-token-policy/trusted-ips-field.tsx";
import { LockoutFields } from "#features/universal-auth/components/lockout-fields.tsx";
import type { UniversalAuthForm } from "#features/universal-auth/lib/universal-auth-form.ts";

/** Stands inside a FormProvider of the form. */
export function UniversalAuthFields() {
  const { control, formState } = useFormContext<UniversalAuthForm>();
  return (
    <>
      <Controller
        control={control}
        name="clientSecretTrustedIps"
        render={({ field: { onChange, ...field } }) => (
          <TrustedIpsField
            {...field}
            onValueChange={onChange}
            label="Client Secret Trusted IPs"
            subject="Client secrets"
            error={formState.errors.clientSecretTrustedIps?.message}
          />
        )}
      />
      <AccessTokenPolicyFields />
      <LockoutFields />
    </>
  );
}
